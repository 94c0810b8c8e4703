"""What the shared record itself says on the page of a person."""

from collections.abc import Iterator
from uuid import uuid4

from django.urls import reverse

from beneficiaries import obstacle_lines
from beneficiaries.family_record import family_panels
from beneficiaries.following import may_change_referents
from beneficiaries.identity_card import card
from beneficiaries.models import Beneficiary, Encounter, Information, Merge, Referent, Residence
from beneficiaries.openings import openings_of
from beneficiaries.path_strip import DAYS, strip
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
    yield identity(user, beneficiary)
    yield followers(user, beneficiary)
    yield from family_panels(user, beneficiary)
    if user.may(Permission.PROPOSE_MERGE):
        yield Panel(
            "Un seul dossier ?",
            "beneficiaries/merges.html",
            {"merges": list(Merge.objects.into(beneficiary)), "merges_people": user.may(Permission.MERGE_PEOPLE)},
            order=80,
            url=reverse("beneficiaries:same_person", args=[beneficiary.pk]),
            label="signaler un doublon",
        )
    yield information(user, beneficiary)
    if user.may(Permission.FOLLOW_PEOPLE):
        residences = list(Residence.objects.visible_to(user).of_person(beneficiary).standing().for_card())
        if residences:
            yield Panel("Quartier prioritaire", "beneficiaries/residence_card.html", where(residences), order=25)
        yield from lived(user, beneficiary)
        openings = openings_of(beneficiary, user=user)
        yield Panel("Qui a ouvert ce dossier", "beneficiaries/openings.html", {"openings": openings}, order=90)


def identity(user, beneficiary: Beneficiary) -> Panel:
    shows_contact = beneficiary.contact_open_to(user)
    context = {
        "person": beneficiary,
        "card": card(beneficiary, shows_contact=shows_contact),
        "shows_contact": shows_contact,
        "follows": user.may(Permission.FOLLOW_PEOPLE),
    }
    corrects = user.may(Permission.CREATE_PEOPLE)
    url = reverse("beneficiaries:identity", args=[beneficiary.pk]) if corrects else ""
    return Panel(
        "Identité et contact", "beneficiaries/identity_card.html", context, order=20, url=url, label="corriger"
    )


def followers(user, beneficiary: Beneficiary) -> Panel:
    """Who follows the person, platform by platform; the reader takes them on by one press."""
    referents = list(Referent.objects.visible_to(user).of_person(beneficiary).ahead().for_list())
    mine = {referent.platform_id for referent in referents if referent.user_id == user.pk}
    takes = [platform for platform in user.platforms if platform.pk not in mine]
    takes = [(platform, uuid4()) for platform in takes if may_change_referents(user, beneficiary, platform)]
    context = {"person": beneficiary, "referents": referents, "takes": takes, "today": today(), "user": user}
    follows = user.may(Permission.FOLLOW_PEOPLE)
    url = reverse("beneficiaries:referents", args=[beneficiary.pk]) if follows else ""
    return Panel("Qui suit cette personne", "beneficiaries/followers.html", context, order=22, url=url, label="changer")


def information(user, beneficiary: Beneficiary) -> Panel:
    told = Information.objects.visible_to(user).standing().of_person(beneficiary).latest_first()
    lines = [(line, line.words if line.words_open_to(user) else "") for line in told]
    corrects = user.may(Permission.CREATE_PEOPLE)
    url = reverse("beneficiaries:information", args=[beneficiary.pk]) if corrects else ""
    return Panel("Information donnée", "beneficiaries/told.html", {"lines": lines}, order=85, url=url, label="ouvrir")


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
