"""The cards of the household, of the representative and of documents on the record: none of them at the front door."""

from collections.abc import Iterator

from django.urls import reverse

from beneficiaries.home import home_of
from beneficiaries.models import Beneficiary, Document, ProtectionMeasure, Relative
from beneficiaries.phone import as_dialled
from beneficiaries.record_parts import Panel
from ceis.access import Permission

LAST_DOCUMENTS = 5


def family_panels(user, person: Beneficiary) -> Iterator[Panel]:
    """Of someone in danger, these cards say the same thing to all but their référents, whatever is noted."""
    if not user.may(Permission.FOLLOW_PEOPLE):
        return
    is_open = person.contact_open_to(user)
    yield from _representative(user, person, is_open)
    if not is_open:
        yield Panel("Foyer, proches, documents", "beneficiaries/family_locked.html", order=40)
        return
    home = home_of(person, user=user)
    yield Panel(
        "Foyer", "beneficiaries/household_card.html", {"home": home}, order=40,
        url=reverse("beneficiaries:household", args=[person.pk]), label="mettre à jour",
    )  # fmt: skip
    relatives = Relative.objects.visible_to(user).of_person(person).in_force().for_list()
    near = [(row, as_dialled(row.phone)) for row in relatives]
    yield Panel(
        "Proches", "beneficiaries/relatives_card.html", {"near": near}, order=42,
        url=reverse("beneficiaries:relatives", args=[person.pk]), label="mettre à jour",
    )  # fmt: skip
    papers = list(Document.objects.known_to(user).of_person(person).for_list()[: LAST_DOCUMENTS + 1])
    yield Panel(
        "Documents", "beneficiaries/documents_card.html",
        {"papers": papers[:LAST_DOCUMENTS], "more": len(papers) > LAST_DOCUMENTS}, order=60,
        url=reverse("beneficiaries:documents", args=[person.pk]), label="joindre",
    )  # fmt: skip


def _representative(user, person: Beneficiary, is_open: bool) -> Iterator[Panel]:
    """Whom to call before anything is signed; what the measure is, for those who handle facts of justice."""
    measures = list(ProtectionMeasure.objects.visible_to(user).of_person(person).in_force().for_list())
    tells = ProtectionMeasure.is_open_to(user)
    may_write = tells and is_open
    if measures or may_write:
        shown = [(measure, as_dialled(measure.phone)) for measure in measures]
        yield Panel(
            "Représentant légal", "beneficiaries/measures_card.html", {"measures": shown, "tells": tells}, order=44,
            url=reverse("beneficiaries:measures", args=[person.pk]) if may_write else "", label="mettre à jour",
        )  # fmt: skip
