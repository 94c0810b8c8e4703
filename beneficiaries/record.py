"""What the shared record itself says on the page of a person."""

from collections.abc import Iterator

from django.urls import reverse

from beneficiaries import obstacle_lines
from beneficiaries.family_record import family_panels
from beneficiaries.models import Beneficiary, Encounter, Merge, Residence
from beneficiaries.openings import openings_of
from beneficiaries.path_strip import DAYS, strip
from beneficiaries.phone import as_dialled
from beneficiaries.record_parts import Action, Panel, TimelineEntry
from beneficiaries.residence_words import where
from beneficiaries.situation_history import facets
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
    if user.may(Permission.FOLLOW_PEOPLE):
        yield from obstacle_lines.timeline(obstacle_lines.lines_of(user, beneficiary))


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
    if user.may(Permission.PROPOSE_MERGE):
        yield Panel(
            "Un seul dossier ?",
            "beneficiaries/merges.html",
            {"merges": list(Merge.objects.into(beneficiary)), "merges_people": user.may(Permission.MERGE_PEOPLE)},
            order=80,
            url=reverse("beneficiaries:same_person", args=[beneficiary.pk]),
            label="signaler un doublon",
        )
    yield from family_panels(user, beneficiary)
    if user.may(Permission.FOLLOW_PEOPLE):
        residences = list(Residence.objects.visible_to(user, beneficiary).standing().for_card())
        if residences:
            yield Panel("Quartier prioritaire", "beneficiaries/residence_card.html", where(residences), order=25)
        yield from lived(user, beneficiary)
        openings = openings_of(beneficiary, user=user)
        yield Panel("Qui a ouvert ce dossier", "beneficiaries/openings.html", {"openings": openings}, order=90)


def actions(user, beneficiary: Beneficiary) -> Iterator[Action]:
    if user.may(Permission.KEEP_ARCHIVE):
        yield Action("Archiver", reverse("beneficiaries:archive", args=[beneficiary.pk]), order=90)


def lived(user, beneficiary: Beneficiary) -> Iterator[Panel]:
    """What the person lives, and what stands in the way."""
    yield Panel(
        "Situation",
        "beneficiaries/situation_card.html",
        {"person": beneficiary, "facets": list(facets(user, beneficiary))},
        order=30,
        url=reverse("beneficiaries:situation", args=[beneficiary.pk]),
        label="faire le point",
    )
    lines = obstacle_lines.on_the_record(obstacle_lines.lines_of(user, beneficiary))
    yield Panel(
        "Freins",
        "beneficiaries/obstacles_card.html",
        {"person": beneficiary, "lines": lines},
        order=40,
        url=reverse("beneficiaries:obstacles", args=[beneficiary.pk]),
        label="ajouter",
    )
