import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from beneficiaries.actions import correct_identity, open_record
from beneficiaries.following import (
    end_referent,
    lift_protection,
    may_change_referents,
    name_referent,
    protect_contact,
    withdraw_referent,
)
from beneficiaries.models import Beneficiary, ProtectionChange, Referent
from ceis.access import Role
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from ceis.models import Platform
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db


def platform(slug="emploi"):
    return Platform.objects.get(slug=slug)


def worker(slug="emploi", role=Role.SOCIAL_WORKER, **fields):
    return UserFactory(role=role, platform=slug, **fields)


def named(person, user, *, by=None, slug="emploi", since=0, **fields):
    start = today() - timedelta(days=since)
    return name_referent(
        by=by or user, id=uuid4(), beneficiary=person, platform=platform(slug), user=user, starts_on=start, **fields
    )


@pytest.fixture
def khadija():
    return BeneficiaryFactory(first_name="Khadija", last_name="Benali", phone="+33612345678", city="Lunel")


@pytest.fixture
def claire():
    return worker(first_name="Claire")


class TestReferents:
    def test_one_follows_from_a_day_and_the_journal_says_so(self, khadija, claire):
        referent = named(khadija, claire, since=3)
        assert khadija.has_referent(claire) and referent.starts_on == today() - timedelta(days=3)
        assert Entry.objects.filter(action="create", object_id=str(referent.pk), actor=claire).exists()

    def test_the_same_form_twice_is_one_line(self, khadija, claire):
        kept = {"by": claire, "id": uuid4(), "beneficiary": khadija, "platform": platform(), "user": claire}
        assert name_referent(**kept, starts_on=today()) == name_referent(**kept, starts_on=today())
        assert Referent.objects.count() == 1

    def test_named_again_it_is_said_in_words(self, khadija, claire):
        named(khadija, claire)
        with pytest.raises(RuleViolation, match="est déjà référent"):
            named(khadija, claire, by=worker())

    def test_only_on_ones_own_platform_and_only_who_follows_people_there(self, khadija, claire):
        bintou = worker("numerique", Role.DIGITAL_MEDIATOR)
        with pytest.raises(RuleViolation, match="sa propre plateforme"):
            named(khadija, bintou, by=claire, slug="numerique")
        with pytest.raises(RuleViolation, match="ne suit pas de personnes"):
            named(khadija, bintou, by=claire)

    def test_a_last_day_ends_it_the_day_after(self, khadija, claire):
        referent = end_referent(by=claire, referent=named(khadija, claire, since=9), last_day=today())
        assert khadija.has_referent(claire)
        referent.ends_on = today() - timedelta(days=1)
        referent.save()
        assert not khadija.has_referent(claire)
        with pytest.raises(RuleViolation, match="après le premier"):
            end_referent(by=claire, referent=referent, last_day=today() - timedelta(days=10))

    def test_one_written_by_mistake_is_taken_back_once(self, khadija, claire):
        referent = named(khadija, claire)
        for _ in range(2):
            withdraw_referent(by=claire, referent=referent)
        assert not khadija.has_referent(claire)
        assert Entry.objects.filter(action="cancel", object_id=str(referent.pk)).count() == 1

    def test_whoever_left_the_platform_follows_nobody_there(self, khadija, claire):
        named(khadija, claire)
        protect_contact(by=claire, beneficiary=khadija)
        claire.assignments.update(platform=platform("budget"))
        del claire.assignments_today
        khadija.refresh_from_db()
        assert not khadija.contact_open_to(claire)


class TestProtection:
    def test_whoever_protects_someone_nobody_follows_becomes_their_referent(self, khadija, claire):
        protect_contact(by=claire, beneficiary=khadija)
        khadija.refresh_from_db()
        assert khadija.protected_contact and khadija.contact_open_to(claire)
        assert not khadija.contact_open_to(worker())
        assert ProtectionChange.objects.get().recorded_by == claire
        protect_contact(by=claire, beneficiary=khadija)
        assert ProtectionChange.objects.count() == 1

    def test_protected_from_the_start_is_the_same(self, claire):
        person = open_record(
            by=claire, beneficiary=Beneficiary(first_name="Ana", last_name="Ruiz", protected_contact=True)
        )
        assert person.contact_open_to(claire) and ProtectionChange.objects.of_person(person).exists()

    def test_somebody_followed_keeps_their_referent(self, khadija, claire):
        named(khadija, claire)
        other = worker("numerique", Role.DIGITAL_MEDIATOR)
        protect_contact(by=other, beneficiary=khadija)
        khadija.refresh_from_db()
        assert khadija.contact_open_to(claire) and not khadija.contact_open_to(other)

    def test_a_referent_of_a_secret_platform_is_not_betrayed(self, khadija, claire):
        """Were the secret référent counted, not becoming one would tell that there is one."""
        named(khadija, worker("sante", Role.HEALTH_ADVISER), slug="sante")
        protect_contact(by=claire, beneficiary=khadija)
        assert khadija.has_referent(claire)

    def test_then_only_a_referent_or_the_coordinator_of_the_platform_names_another(self, khadija, claire):
        protect_contact(by=claire, beneficiary=khadija)
        colleague, coordinator = worker(), worker(role=Role.COORDINATOR)
        elsewhere = worker("numerique", Role.COORDINATOR)
        with pytest.raises(RuleViolation, match="protégées"):
            named(khadija, colleague)
        khadija.refresh_from_db()
        assert may_change_referents(coordinator, khadija, platform())
        assert not may_change_referents(elsewhere, khadija, platform())
        named(khadija, colleague, by=claire)
        assert khadija.contact_open_to(colleague)

    def test_the_last_referent_does_not_leave_it_to_nobody(self, khadija, claire):
        protect_contact(by=claire, beneficiary=khadija)
        referent = Referent.objects.get()
        for leave in (
            lambda: end_referent(by=claire, referent=referent, last_day=today()),
            lambda: withdraw_referent(by=claire, referent=referent),
        ):
            with pytest.raises(RuleViolation, match="nommez d’abord"):
                leave()
        named(khadija, worker(), by=claire)
        end_referent(by=claire, referent=referent, last_day=today())

    def test_a_referent_or_a_coordinator_lifts_it_with_a_reason(self, khadija, claire):
        protect_contact(by=claire, beneficiary=khadija)
        with pytest.raises(RuleViolation, match="référent"):
            lift_protection(by=worker(), beneficiary=khadija, reason="Parce que.")
        coordinator = worker("numerique", Role.COORDINATOR)
        lift_protection(by=coordinator, beneficiary=khadija, reason="Elle a déménagé.")
        khadija.refresh_from_db()
        assert not khadija.protected_contact
        assert Entry.objects.filter(action="update", actor=coordinator, object_id=str(khadija.pk)).exists()
        assert ProtectionChange.objects.latest_first()[0].reason == "Elle a déménagé."

    def test_the_database_wants_the_reason(self, khadija, claire):
        with pytest.raises(IntegrityError, match="lifted_with_reason"), transaction.atomic():
            ProtectionChange.objects.create(beneficiary=khadija, protected=False, recorded_by=claire)

    def test_what_was_hidden_a_moment_ago_is_not_written(self, khadija, claire):
        """The form was open when a colleague protected the contact: nothing is overwritten."""
        agent = UserFactory(role=Role.RECEPTION)
        protect_contact(by=claire, beneficiary=khadija)
        typed = {"phone": "+33700000000", "city": "Sète", "last_name": "Ben Ali"}
        correct_identity(by=agent, beneficiary=khadija, typed=typed, seen=1)
        khadija.refresh_from_db()
        assert (khadija.last_name, khadija.phone, khadija.city) == ("Ben Ali", "+33612345678", "Lunel")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_name_the_same_referent_at_once_make_one():
    khadija, claire = BeneficiaryFactory(), worker()
    colleagues, said, start = [worker() for _ in range(6)], [], threading.Barrier(6)

    def name(by, referent):
        start.wait()
        try:
            named(khadija, referent, by=by)
            said.append("")
        except RuleViolation as refusal:
            said.append(refusal.message)
        connection.close()

    def together(referents):
        said.clear()
        pairs = zip(colleagues, referents, strict=True)
        threads = [threading.Thread(target=name, args=pair) for pair in pairs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return said

    assert sorted(set(together([claire] * 6))) == ["", f"{claire} est déjà référent(e) de cette personne."]
    assert said.count("") == 1 and Referent.objects.count() == 1
    # Six names make six: the threads did work.
    assert together(colleagues) == [""] * 6 and Referent.objects.count() == 7
    # Without the action, the database says it too.
    with pytest.raises(IntegrityError, match="once_at_a_time"):
        Referent.objects.create(beneficiary=khadija, platform=platform(), user=claire, recorded_by=claire)
