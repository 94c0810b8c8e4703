"""Households, relatives, measures, papers and tags, made through the actions that make them in life."""

import uuid
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from beneficiaries.document_actions import attach_document
from beneficiaries.file_kind import file_kind
from beneficiaries.household_actions import add_relative, add_to_household, write_measure
from beneficiaries.models import Document, HouseholdMember, PersonTag, ProtectionMeasure, Referent, Relative
from beneficiaries.terms import DOCUMENT_TYPE, TAG
from ceis.access import Role
from ceis.models import Platform
from ceis.terms.models import Term
from tests.factories.ceis import UserFactory

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 60


def agent():
    return UserFactory(role=Role.SOCIAL_WORKER)


def lives_with(person, relation="child", *, by=None, **who) -> HouseholdMember:
    """``lives_with(mother, "child", first_name="Yanis", birth_year=2015)``."""
    return add_to_household(by=by or agent(), id=uuid.uuid4(), person=person, relation=relation, **who)


def near(beneficiary, relation="friend", *, by=None, **said) -> Relative:
    return add_relative(by=by or agent(), id=uuid.uuid4(), beneficiary=beneficiary, relation=relation, **said)


def measure(person, kind="curatelle", *, by=None, **said) -> ProtectionMeasure:
    said = said or {"holder_name": "Maître Roux"}
    return write_measure(by=by or agent(), id=uuid.uuid4(), beneficiary=person, kind=kind, **said)


def paper(person, code="identity", *, by=None, slug=None, content=PDF, name="papier.pdf", **said) -> Document:
    """A paper of the type ``code``, of the platform ``slug`` or of the whole place."""
    said = {"confidential": False, "title": "", **said}
    return attach_document(
        by=by or agent(), id=uuid.uuid4(), beneficiary=person, file=SimpleUploadedFile(name, content),
        kind=file_kind(BytesIO(content), name), type=Term.objects.get(list=DOCUMENT_TYPE, code=code),
        platform=Platform.objects.get(slug=slug) if slug else None, **said,
    )  # fmt: skip


def tag(person, code="to_call_back", *, by=None, slug=None) -> PersonTag:
    platform = Platform.objects.get(slug=slug) if slug else None
    term = Term.objects.get(list=TAG, code=code)
    return PersonTag.objects.create(recorded_by=by or agent(), beneficiary=person, term=term, platform=platform)


def follows(user, person, slug="emploi") -> Referent:
    """``user`` becomes the référent of ``person``."""
    return Referent.objects.create(
        recorded_by=user, beneficiary=person, platform=Platform.objects.get(slug=slug), user=user
    )
