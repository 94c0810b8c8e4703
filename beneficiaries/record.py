"""What the shared record itself says on the page of a person."""

from collections.abc import Iterator
from uuid import uuid4

from django.urls import reverse

from beneficiaries.following import may_change_referents
from beneficiaries.identity_card import card
from beneficiaries.models import Beneficiary, Encounter, Information, Referent
from beneficiaries.openings import openings_of
from beneficiaries.path_strip import DAYS, strip
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
    yield identity(user, beneficiary)
    yield followers(user, beneficiary)
    yield information(user, beneficiary)
    if user.may(Permission.FOLLOW_PEOPLE):
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
