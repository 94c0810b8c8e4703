"""What the shared record itself says on the page of a person."""

from collections.abc import Iterator

from django.urls import reverse

from beneficiaries.family_record import family_panels
from beneficiaries.models import Beneficiary, Encounter
from beneficiaries.openings import openings_of
from beneficiaries.path_strip import DAYS, strip
from beneficiaries.phone import as_dialled
from beneficiaries.record_parts import Action, Panel, TimelineEntry
from ceis.access import Permission
from ceis.civil_time import PARIS, today

WHOLE_PLACE = "Accueil"


def timeline(user, beneficiary: Beneficiary) -> Iterator[TimelineEntry]:
    opened = beneficiary.created_at.astimezone(PARIS)
    yield TimelineEntry(
        day=opened.date(),
        at=opened.time(),
        kind="file",
        title="Ouverture du dossier",
        soft=f"Dossier {beneficiary.file_number}",
    )


def panels(user, beneficiary: Beneficiary) -> Iterator[Panel]:
    comings = Encounter.objects.known_to(user).standing().of_person(beneficiary).by_platform()
    rows = strip(((name or WHOLE_PLACE, slug or "", day) for name, slug, day in comings), today())
    yield Panel("Parcours", "beneficiaries/path.html", {"rows": rows, "days": DAYS}, order=10, soft="12 mois")
    corrects = user.may(Permission.CREATE_PEOPLE)
    yield Panel(
        "Identité et contact",
        "beneficiaries/identity_card.html",
        {
            "person": beneficiary,
            "shows_contact": beneficiary.contact_open_to(user),
            "phone": as_dialled(beneficiary.phone),
        },
        order=20,
        url=reverse("beneficiaries:identity", args=[beneficiary.pk]) if corrects else "",
        label="corriger",
    )
    yield from family_panels(user, beneficiary)
    if user.may(Permission.FOLLOW_PEOPLE):
        openings = openings_of(beneficiary, user=user)
        yield Panel("Qui a ouvert ce dossier", "beneficiaries/openings.html", {"openings": openings}, order=90)


def actions(user, beneficiary: Beneficiary) -> Iterator[Action]:
    if user.may(Permission.KEEP_ARCHIVE):
        yield Action("Archiver", reverse("beneficiaries:archive", args=[beneficiary.pk]), order=90)
