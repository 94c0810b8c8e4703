"""Who learns of a family, a measure, a paper, a tag: each with its own word, looked for on every page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beneficiaries.home import home_of
from beneficiaries.models import Document, HouseholdMember, PersonTag, ProtectionMeasure, Relative
from beneficiaries.terms import TAG
from ceis.access import Role
from ceis.civil_time import today
from ceis.terms.models import Term
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.family import follows, lives_with, measure, near, paper, tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def social():
    return UserFactory(role=Role.SOCIAL_WORKER)


@pytest.fixture
def digital():
    return UserFactory(role=Role.DIGITAL_MEDIATOR, platform="numerique")


@pytest.fixture
def desk():
    return UserFactory(role=Role.RECEPTION)


@pytest.fixture
def rose():
    return BeneficiaryFactory(first_name="Rose", last_name="Garance")


@pytest.fixture
def hidden():
    """Someone in danger."""
    return BeneficiaryFactory(first_name="CANARI", last_name="Protegee", protected_contact=True)


PAGES = ("detail", "household", "relatives", "measures", "documents", "tags")


def pages(client, user, *people, names=PAGES) -> str:
    """Everything ``user`` reads of ``people``, tokens and ids that change by themselves apart."""
    client.force_login(user)
    texts = []
    for person in people:
        for name in names:
            answer = client.get(reverse(f"beneficiaries:{name}", args=[person.pk]))
            body = answer.text.split("<main", 1)[-1] if answer.status_code == 200 else ""
            lines = [line for line in body.split("<") if 'type="hidden"' not in line]
            texts.append(f"{name} {answer.status_code} {'<'.join(lines)}")
    return "\n".join(texts)


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.ADMINISTRATOR])
def test_whoever_does_not_follow_people_learns_nothing(role, rose, social):
    user = UserFactory(role=role)
    lives_with(rose, first_name="Yanis", by=social)
    near(rose, name="Fatou", by=social)
    measure(rose, by=social)
    paper(rose, by=social)
    tag(rose, by=social)
    for model in (HouseholdMember, Relative, ProtectionMeasure, Document, PersonTag):
        assert model.objects.count() and not model.objects.visible_to(user).exists()
    assert not Document.objects.known_to(user).exists()


def test_the_desk_sees_the_same_record_with_and_without_a_family(client, desk, rose, social):
    before = pages(client, desk, rose, names=("detail",))
    lives_with(rose, first_name="CANARI", by=social)
    near(rose, name="CANARI", by=social)
    measure(rose, holder_name="CANARI", by=social)
    paper(rose, title="CANARI", by=social)
    tag(rose, by=social)
    assert pages(client, desk, rose, names=("detail",)) == before
    assert "CANARI" in pages(client, social, rose)  # it can fail


@pytest.mark.parametrize("from_whom", ["rose", "hidden"])
def test_a_household_with_someone_in_danger_changes_no_page_of_the_others(
    client, social, digital, rose, hidden, from_whom
):
    """Neither the record of the one in danger nor that of the other says that they live together, or anything of it."""
    referent = UserFactory(role=Role.SOCIAL_WORKER)
    follows(referent, hidden)
    for reader in (social, digital):
        pages(client, reader, rose, hidden)  # who opened the record is told: both have, from here on
    before = [pages(client, reader, rose, hidden) for reader in (social, digital)]
    if from_whom == "rose":
        lives_with(rose, "partner", by=referent, beneficiary=hidden)
    else:
        lives_with(hidden, "partner", by=referent, beneficiary=rose)
    near(rose, "sibling", by=referent, person=hidden, to_call=True)
    near(hidden, "friend", by=referent, name="CANARI-proche")
    measure(hidden, by=referent, holder=rose)
    measure(rose, by=referent, holder=hidden)
    paper(hidden, by=referent, title="CANARI-papier")
    assert [pages(client, reader, rose, hidden) for reader in (social, digital)] == before
    seen = pages(client, referent, rose, hidden)
    for word in ("CANARI Protegee", "CANARI-proche", "CANARI-papier", "Rose Garance", "conjoint·e"):
        assert word in seen


def test_beside_known_members_the_one_in_danger_is_as_if_never_there(client, social, rose, hidden):
    referent = UserFactory(role=Role.SOCIAL_WORKER)
    follows(referent, hidden)
    lives_with(rose, first_name="Yanis", birth_year=2015, by=social)
    before = pages(client, social, rose)
    lives_with(rose, "partner", by=referent, beneficiary=hidden)
    assert pages(client, social, rose) == before
    assert home_of(rose, user=social).single_parent is True  # what this reader may conclude
    assert home_of(rose, user=referent).single_parent is False


def test_a_referent_of_yesterday_is_a_colleague_like_the_others(client, rose, hidden):
    referent = UserFactory(role=Role.SOCIAL_WORKER)
    held = follows(referent, hidden)
    lives_with(rose, "partner", by=referent, beneficiary=hidden)
    held.starts_on, held.ends_on = today() - timedelta(days=9), today() - timedelta(days=1)
    held.save()
    assert home_of(rose, user=referent).lines == []


def test_someone_in_danger_is_not_offered_to_be_noted_in_a_household(client, social, rose, hidden):
    client.force_login(social)
    asked = {"who": "CANARI Protegee", "relation": "partner", "id": "3b0cbb3e-2f4e-4d4e-9b51-3ee2a7cf9a10"}
    answer = client.post(reverse("beneficiaries:household", args=[rose.pk]), asked | {"person": str(hidden.pk)})
    assert answer.status_code == 422 and not HouseholdMember.objects.filter(beneficiary=hidden).exists()


def test_a_member_of_one_household_is_not_reached_from_another_record(client, social, rose):
    stay = lives_with(BeneficiaryFactory(), first_name="Yanis", by=social)
    client.force_login(social)
    assert client.get(reverse("beneficiaries:member", args=[rose.pk, stay.pk])).status_code == 404


def test_the_kind_of_a_measure_is_for_those_who_handle_justice(client, social, digital, rose):
    measure(rose, "curatelle_renforcee", holder_name="Maître Roux", organisation="UDAF 34", phone="+33467000000")
    seen = pages(client, social, rose, names=("detail",))
    assert "Curatelle renforcée" in seen and "UDAF 34" in seen
    seen = pages(client, digital, rose)
    assert "Un représentant est à contacter" in seen and "Maître Roux" in seen and "04\u00a067" in seen
    assert "uratelle" not in seen and "UDAF" not in seen and "mesure" not in seen.lower().replace("mesures", "mesures-")
    assert "measures 403" in seen


def test_whatever_the_measure_a_mediator_reads_the_same(client, digital):
    """Otherwise the wording would tell a minor from an adult under guardianship."""
    seen = set()
    for kind in ProtectionMeasure.Kind.values:
        person = BeneficiaryFactory(first_name="Rose", last_name="Garance")
        measure(person, kind, holder_name="Maître Roux")
        card = pages(client, digital, person, names=("detail",)).split("Représentant légal")[1].split("<section")[0]
        seen.add(card)
    assert len(seen) == 1


WHO = {
    "own": lambda: UserFactory(role=Role.SOCIAL_WORKER),
    "own_mediator": lambda: UserFactory(role=Role.DIGITAL_MEDIATOR, platform="emploi"),
    "other": lambda: UserFactory(role=Role.BUDGET_ADVISER, platform="budget"),
    "desk": lambda: UserFactory(role=Role.RECEPTION),
}


@pytest.mark.parametrize(
    "code, slug, confidential, opened, known",
    [
        ("identity", None, False, {"own", "own_mediator", "other"}, {"own", "own_mediator", "other"}),
        ("identity", "emploi", False, {"own", "own_mediator", "other"}, {"own", "own_mediator", "other"}),
        ("identity", "emploi", True, {"own", "own_mediator"}, {"own", "own_mediator"}),
        ("identity", "sante", False, set(), set()),
        ("income", "emploi", False, {"own", "own_mediator"}, {"own", "own_mediator", "other"}),
        ("income", "emploi", True, {"own", "own_mediator"}, {"own", "own_mediator"}),
        ("justice", "emploi", False, {"own"}, {"own"}),
        ("violence", "emploi", True, {"own"}, {"own"}),
        ("health", "sante", False, set(), set()),
    ],
)
def test_who_opens_a_paper_and_who_knows_of_it(rose, code, slug, confidential, opened, known):
    paper(rose, code, slug=slug, confidential=confidential)
    readers = {name: make() for name, make in WHO.items()}
    assert {name for name, user in readers.items() if Document.objects.visible_to(user).exists()} == opened
    assert {name for name, user in readers.items() if Document.objects.known_to(user).exists()} == known


def test_a_paper_of_the_whole_place_that_becomes_reserved_stays_its_author_s(rose, social, digital):
    kept = paper(rose, by=digital)
    kept.type.sensitivity = "reserved"
    kept.type.save()
    assert Document.objects.visible_to(digital).exists() and not Document.objects.visible_to(social).exists()


def test_of_a_reserved_paper_another_team_reads_that_it_is_there(client, digital, rose, social):
    paper(rose, "income", slug="emploi", title="CANARI-titre", name="CANARI-nom.pdf", by=social)
    seen = pages(client, digital, rose)
    assert "gardé par la plateforme" in seen and "CANARI" not in seen


def test_tags_are_read_by_their_sensitivity(client, rose, social, digital, desk):
    tag(rose, "to_call_back")
    tag(rose, "urgent", slug="emploi")
    Term.objects.create(list=TAG, code="danger", label="CANARI-danger", sensitivity="secret")
    tag(rose, "danger", slug="emploi")
    seen = {user: pages(client, user, rose, names=("detail",)) for user in (social, digital, desk)}
    assert all(word in seen[social] for word in ("à rappeler", "urgence sociale", "CANARI-danger"))
    assert "à rappeler" in seen[digital] and "urgence sociale" not in seen[digital]
    assert "à rappeler" not in seen[desk]
    for user in (digital, desk):
        assert "CANARI" not in seen[user] + pages(client, user, rose)
        assert "CANARI" not in client.get(reverse("beneficiaries:list"), {"etiquette": "danger"}).text


def test_the_list_by_tag_holds_those_this_reader_knows_to_bear_it(client, rose, digital, social, desk):
    url = reverse("beneficiaries:list")
    tag(rose, "urgent", slug="emploi")
    client.force_login(social)
    assert "Rose Garance" in client.get(url, {"etiquette": "urgent"}).text.replace("<mark>", "")
    for user in (digital, desk):
        client.force_login(user)
        assert "Garance" not in client.get(url, {"etiquette": "urgent"}).text
