from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beneficiaries import search
from beneficiaries.actions import archive_record, note_encounter
from beneficiaries.models import Encounter
from beneficiaries.search import find
from ceis.access import Role
from ceis.civil_time import today
from ceis.models import Platform
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory(role=Role.RECEPTION)


@pytest.fixture
def khadija(agent):
    return BeneficiaryFactory(
        by=agent,
        first_name="Khadija",
        last_name="Benali",
        birth_name="Ould-Éloïse",
        birth_date=date(1984, 3, 12),
        phone="+33612345678",
        email="Khadija@exemple.org",
        neighbourhood="Figuerolles",
    )


def found(text, user, **kwargs):
    return [match.beneficiary for match in find(text, user=user, **kwargs)]


@pytest.mark.parametrize(
    "typed",
    [
        "Khadija Benali", "BENALI khadija", "kadija benali", "benalli khadija", "benail khadija", "ben ali khadija",
        "khadijabenali", "benalikhadija", "k benali", "benali k", "kha", "b", "be", "eloise", "Ould Eloise",
        "ouldeloise", "Mme Benali", "benali 1984", "benali 12/03/1984", "benali 84", "12/03/1984", "12031984",
        "1984-03-12", "12 03 1984 benali", "0612345678", "06.12.34.56.78", "+33 6 12 34 56 78", "00 33 612345678",
        "06 12 34", "KHADIJA@exemple.org", "khadija@", "khadija@exemple",
    ],
)  # fmt: skip
def test_is_found_by(typed, agent, khadija):
    assert found(typed, agent) == [khadija]


@pytest.mark.parametrize("typed", ["", " ", "zzz", "benali 1985", "benali 13/03/1984", "0612345679", "@", "06 13 3"])
def test_is_not_found_by(typed, agent, khadija):
    assert found(typed, agent) == []


def test_is_found_by_file_number_whole_or_short(agent, khadija):
    khadija_number = khadija.file_number
    assert found(khadija_number, agent) == [khadija]
    assert found(str(int(khadija_number[5:])), agent) == [khadija]
    assert found(f"{khadija_number[:4]} {khadija_number[5:]}".replace(" ", ""), agent) == [khadija]


def test_whoever_gave_no_birth_year_comes_after_those_born_that_year(agent, khadija):
    unknown = BeneficiaryFactory(first_name="Khadija", last_name="Benali", birth_year=None)
    BeneficiaryFactory(first_name="Khadija", last_name="Benali", birth_year=1991)
    assert found("khadija benali 1984", agent) == [khadija, unknown]


def test_the_name_as_typed_comes_before_those_an_error_away(agent):
    near = BeneficiaryFactory(first_name="Li", last_name="Marin")
    exact = BeneficiaryFactory(first_name="Bérengère", last_name="Martin-Lefebvre")
    assert found("martin", agent) == [exact, near]


def test_the_wide_search_adds_names_that_only_look_alike(agent, khadija):
    assert found("kadidjah benaly", agent) == []
    assert found("kadidjah benaly", agent, wide=True) == [khadija]


def test_the_wide_search_adds_nothing_when_enough_was_found(agent):
    exact = [BeneficiaryFactory(first_name=name, last_name="Benali") for name in ("Anne", "Bruno", "Carine")]
    BeneficiaryFactory(first_name="Denis", last_name="Benalioui")
    BeneficiaryFactory(first_name="Elsa", last_name="Berali-Benoli")
    assert set(found("benali", agent, wide=True)) >= set(exact)
    assert all(match.beneficiary.near for match in find("benali", user=agent, wide=True))


def test_protected_contacts_are_found_by_their_name_alone(agent, khadija):
    khadija.protected_contact = True
    khadija.save()
    for typed in ("0612345678", "06 12 34", "khadija@exemple.org", "khadija@", "Figuerolles"):
        assert found(typed, agent, wide=True) == []
    assert found("benali", agent) == [khadija]


def test_merged_and_anonymised_files_are_not_found(agent, khadija):
    other = BeneficiaryFactory(first_name="Khadija", last_name="Benali", merged_into=khadija)
    assert other not in found("khadija benali", agent)


def test_what_was_merged_or_archived_is_counted_and_not_shown(agent, khadija):
    BeneficiaryFactory(first_name="Kadija", last_name="Benali", merged_into=khadija)
    archived = BeneficiaryFactory(first_name="Khadija", last_name="Benaly")
    archive_record(by=agent, beneficiary=archived, because="moved")
    assert found("khadija benali", agent, wide=True) == [khadija]
    aside = search.set_aside("khadija benali", user=agent)
    assert (aside.merged, aside.archived) == (1, 1)
    assert search.set_aside("martin", user=agent).total == 0
    assert search.set_aside("khadija benali", user=UserFactory(role=Role.VOLUNTEER)).total == 0


def test_the_number_of_a_merged_file_finds_the_one_it_went_into(agent, khadija):
    other = BeneficiaryFactory(first_name="Kadija", last_name="Ben Ali", merged_into=khadija)
    assert found(other.file_number, agent) == [khadija]


def test_the_second_phone_finds_too(agent, khadija):
    khadija.other_phone = "+33467001122"
    khadija.save()
    assert found("04 67 00 11 22", agent) == [khadija]
    assert found("046700", agent) == [khadija]
    khadija.protected_contact = True
    khadija.save()
    assert found("04 67 00 11 22", agent) == found("046700", agent) == []


def test_both_first_names_find(agent):
    person = BeneficiaryFactory(first_name="Camille", birth_first_name="Bruno", last_name="Vidal", birth_name="Roux")
    for typed in ("camille vidal", "bruno roux", "roux bruno", "bruno vidal"):
        assert found(typed, agent) == [person]


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.PARTNER])
def test_whoever_may_not_look_people_up_finds_nobody(role, khadija):
    assert found("khadija", UserFactory(role=role)) == []


def encounter(person, day, platform=None, at=time(9)):
    number = Platform.objects.get(slug=platform).pk if platform else None
    return note_encounter(
        source=uuid4(), kind=Encounter.Kind.VISIT, day=day, at=at, beneficiary=person, platform_id=number
    )


def test_passages_are_half_days_and_newness_comes_from_the_last_one(agent, khadija):
    def seen():
        (match,) = find("benali", user=agent)
        return match.passages, match.last_seen, match.status

    assert seen() == (0, None, search.NEW)
    long_ago = today() - timedelta(days=400)
    encounter(khadija, long_ago)
    assert seen() == (1, long_ago, search.BACK)
    encounter(khadija, today())
    encounter(khadija, today(), at=time(10))
    encounter(khadija, today(), at=time(15))
    assert seen() == (3, today(), search.KNOWN)


def test_a_secret_platform_leaves_no_trace_for_others(agent, khadija):
    encounter(khadija, today(), "sante")
    (match,) = find("benali", user=agent)
    assert (match.passages, match.last_seen, match.status) == (0, None, search.NEW)
    (match,) = find("benali", user=UserFactory(role=Role.HEALTH_ADVISER, platform="sante"))
    assert (match.passages, match.status) == (1, search.KNOWN)


def test_the_words_that_answer_are_marked(agent, khadija):
    (match,) = find("benaly kha", user=agent)
    assert [(piece.text, piece.marked) for piece in match.name] == [("Khadija", True), (" ", False), ("Benali", True)]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("rows", [1, 3])
def test_two_queries_whatever_is_found(rows, wide, agent, django_assert_num_queries):
    BeneficiaryFactory.create_batch(rows, last_name="Benali")
    assert agent.platform_ids == []
    with django_assert_num_queries(2):
        assert len(find("benali", user=agent, wide=wide)) == rows


SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(st.text(st.characters(), max_size=260), st.booleans())
def test_any_text_gets_an_answer(agent, text, wide):
    find(text, user=agent, wide=wide)


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_any_single_typing_error_still_finds(agent, khadija, data):
    name = data.draw(st.sampled_from(["khadija benali", "benali khadija"]))
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyzéèïç'- 0."))
    missing, added, changed = (
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
    )
    swapped = name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    typed = data.draw(st.sampled_from([missing, added, changed, swapped]))
    assert khadija in found(typed, agent), typed


def test_two_words_written_in_one_are_marked_too(agent):
    BeneficiaryFactory(first_name="Kadija", last_name="Ben Ali")
    (match,) = find("benalli", user=agent)
    assert [piece.text for piece in match.name if piece.marked] == ["Ben", "Ali"]
