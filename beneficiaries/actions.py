"""Writes on the shared record."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from beneficiaries.following import note_protection
from beneficiaries.identity_versions import together
from beneficiaries.models import Beneficiary, Encounter, FileCounter, Information
from beneficiaries.notice import VERSION
from beneficiaries.protected_fields import hidden_from
from beneficiaries.residing import STILL_THERE, Residing, keep_residence, says_where
from ceis.accounts.models import User
from ceis.civil_time import HalfDay, today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.text import name_words

ALREADY_THERE = "Le dossier de {person} existe déjà, avec la même date de naissance : numéro {number}."


@transaction.atomic
def open_record(*, by: User, beneficiary: Beneficiary, namesake: bool = False) -> Beneficiary:
    """Save a new person under the next file number; a second call with the same id returns the first one's row.

    The notice on the desk is what they were shown: it is written here, whatever the form. Someone whose contact is
    protected from the start is followed by whoever opened their file.
    Takes: ``namesake``, when whoever writes has seen the file of the same names and birth date: it is somebody else.
    Raises: RuleViolation when that file exists and nobody said so; without a full birth date there is no telling.
    """
    same = None if namesake else _same_person(beneficiary)
    if same and same.pk != beneficiary.pk:
        raise RuleViolation(ALREADY_THERE.format(person=same, number=same.file_number))
    try:
        with transaction.atomic():
            beneficiary.file_number = FileCounter.take(today().year)
            beneficiary.created_by = by
            beneficiary.save(force_insert=True)
    except IntegrityError:
        existing = Beneficiary.objects.filter(pk=beneficiary.pk).first()
        if existing is None:
            raise
        return existing
    Information.at_opening(beneficiary, by=by).save(force_insert=True)
    record(by=by, action=Entry.Action.CREATE, on=beneficiary)
    if beneficiary.protected_contact:
        note_protection(beneficiary, by=by)
    if says_where(beneficiary):
        keep_residence(by=by, person=beneficiary)
    return beneficiary


def _same_person(asked: Beneficiary) -> Beneficiary | None:
    """The file of the same names born the same day. Whoever adds them at this instant is waited for."""
    if not asked.birth_date:
        return None
    named = _compared_names(asked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{named} {asked.birth_date}"])
    born = Beneficiary.objects.present().filter(birth_date=asked.birth_date).order_by("file_number")
    return next((person for person in born if _compared_names(person) == named), None)


def _compared_names(person: Beneficiary) -> str:
    return " ".join(name_words(person.last_name)) + " / " + " ".join(name_words(person.first_name))


@transaction.atomic
def note_information(
    *, by: User, id: UUID, beneficiary: Beneficiary, kind: Information.Kind, means: str = "", words: str = ""
) -> Information:
    """Write that a person was told, agreed or objected; posted twice under one ``id``, it is one line."""
    told = kind == Information.Kind.TOLD
    line, created = Information.objects.get_or_create(
        pk=id,
        defaults={
            "beneficiary": beneficiary, "kind": kind, "means": means if told else "", "words": words,
            "version": VERSION if told else "", "recorded_by": by,
        },
    )  # fmt: skip
    if created:
        record(by=by, action=Entry.Action.CREATE, on=line)
    return line


@transaction.atomic
def correct_identity(
    *, by: User, beneficiary: Beneficiary, typed: dict[str, Any], seen: int, residing: Residing = STILL_THERE
) -> Beneficiary:
    """Write what was ``typed`` over the identity that its writer had ``seen`` (a version number), and what they said
    of where the person lives.

    Sending twice what is already kept changes nothing. What a colleague changed meanwhile elsewhere in the form stays;
    what is hidden from ``by`` is not written, were it hidden a moment ago.
    Raises: ChangedMeanwhile when both changed the same thing; RuleViolation when a move cannot be of that day. Nothing
    is written then.
    """
    current = Beneficiary.objects.select_for_update(of=("self",)).get(pk=beneficiary.pk)
    hidden = hidden_from(by, current)
    typed = {name: value for name, value in typed.items() if name not in hidden}
    if any(getattr(current, name) != value for name, value in typed.items()):
        if current.version != seen:
            typed = together(current, typed, seen)
        for name, value in typed.items():
            setattr(current, name, value)
        current.version += 1
        current.save()
        record(by=by, action=Entry.Action.UPDATE, on=current)
    if not hidden:
        keep_residence(by=by, person=current, said=residing)
    return current


LEDGER_FIELDS = ("beneficiary", "headcount", "date", "half_day", "platform_id", "kind", "cancelled_at")


def encounter_row(
    *,
    source: UUID,
    kind: Encounter.Kind,
    day: date,
    at: time,
    beneficiary: Beneficiary | None = None,
    headcount: int = 1,
    platform_id: int | None = None,
) -> Encounter:
    """Return, unsaved, the line of the ledger that says ``source`` met someone.

    Takes: a named ``beneficiary``, or none and the ``headcount`` of people nobody named.
    """
    return Encounter(
        source=source,
        unit=beneficiary.pk if beneficiary else source,
        beneficiary=beneficiary,
        headcount=headcount,
        date=day,
        half_day=HalfDay.of(at),
        platform_id=platform_id,
        kind=kind,
    )


def note_encounter(
    *,
    source: UUID,
    kind: Encounter.Kind,
    day: date,
    at: time,
    beneficiary: Beneficiary | None = None,
    headcount: int = 1,
    platform_id: int | None = None,
) -> Encounter:
    """Write in the ledger that ``source`` met someone, in the caller's transaction; writing it twice changes nothing.

    Takes: see `encounter_row`.
    """
    row = encounter_row(
        source=source, kind=kind, day=day, at=at, beneficiary=beneficiary, headcount=headcount, platform_id=platform_id
    )
    encounter, _ = Encounter.objects.update_or_create(
        source=source, unit=row.unit, defaults={name: getattr(row, name) for name in LEDGER_FIELDS}
    )
    return encounter


def cancel_encounters(*, source: UUID) -> None:
    """Take the encounters of a cancelled act out of every count."""
    Encounter.objects.standing().filter(source=source).update(cancelled_at=timezone.now())


STILL_COMES = "Cette personne est venue il y a moins de deux ans : choisissez une autre raison, ou gardez son dossier."


@transaction.atomic
def archive_record(*, by: User, beneficiary: Beneficiary, because: Beneficiary.ArchiveReason) -> Beneficiary:
    """Take a file out of everyday search and lists, with why; archiving it twice changes nothing.

    Raises: RuleViolation when « no contact for two years » is not what the ledger says.
    """
    current = Beneficiary.objects.select_for_update().get(pk=beneficiary.pk)
    if current.archived_at:
        return current
    if because == Beneficiary.ArchiveReason.NO_CONTACT and Encounter.objects.of_person(current).came_since(
        two_years_ago()
    ):
        raise RuleViolation(STILL_COMES, field="because")
    current.archived_at, current.archived_because = timezone.now(), because
    current.save(update_fields=["archived_at", "archived_because"])
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return current


@transaction.atomic
def reopen_record(*, by: User, beneficiary: Beneficiary) -> Beneficiary:
    """Bring an archived file back among the others; reopening it twice changes nothing."""
    current = Beneficiary.objects.select_for_update().get(pk=beneficiary.pk)
    if current.archived_at is None:
        return current
    current.archived_at, current.archived_because = None, ""
    current.save(update_fields=["archived_at", "archived_because"])
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return current


def two_years_ago() -> date:
    return today() - timedelta(days=730)
