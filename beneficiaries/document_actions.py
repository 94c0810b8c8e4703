"""A paper kept with the person's record, and taken away from it."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from beneficiaries.file_kind import FileKind, clean_file_name
from beneficiaries.models import Beneficiary, Document, DocumentContent
from beneficiaries.write_once import write_once
from ceis.accounts.models import User
from ceis.journal.actions import record
from ceis.journal.models import Entry


@transaction.atomic
def attach_document(
    *, by: User, id: UUID, beneficiary: Beneficiary, file: UploadedFile, kind: FileKind, **said: Any
) -> Document:
    """Keep ``file``, whose ``kind`` was read in it; the same ``id`` twice keeps it once.

    Takes: ``said``: type, platform, confidential and title, as `Document` has them.
    """
    file.seek(0)
    content = file.read()
    document, new = write_once(
        Document(
            id=id, recorded_by=by, beneficiary=beneficiary, file_name=clean_file_name(file.name or "", kind),
            media_type=kind.media_type, size=len(content), sha256=sha256(content).hexdigest(), **said,
        )
    )  # fmt: skip
    if new:
        DocumentContent.objects.create(document=document, bytes=content)
    return document


@transaction.atomic
def read_document(*, by: User, document: Document) -> bytes:
    """Return the bytes of a document; handing them out is written in the journal."""
    record(by=by, action=Entry.Action.EXPORT, on=document)
    return bytes(document.content.bytes)


@transaction.atomic
def take_away_document(*, by: User, document: Document, reason: str) -> Document:
    """Take a paper out of the record for good: its bytes, title and names go, the line that it was there stays."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.cancelled_at is None:
        DocumentContent.objects.filter(document=document).delete()
        document.title = document.file_name = document.sha256 = ""
        document.cancelled_at, document.cancelled_by, document.cancel_reason = timezone.now(), by, reason
        document.save()
        record(by=by, action=Entry.Action.CANCEL, on=document)
    return document
