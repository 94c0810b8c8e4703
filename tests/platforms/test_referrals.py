import pytest

from ceis.access import Role
from ceis.facts import RuleViolation
from ceis.platform import Sensitivity
from ceis.terms.models import Term
from partners.models import Partner
from platforms.actions import answer_referral, finish_task, send_referral
from platforms.models import Referral, Task
from platforms.terms import REFUSAL
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db


def test_accepting_and_refusing_with_a_reason():
    claire = make.worker()
    accepted, refused = make.referral(), make.referral()
    reason = Term.objects.of(REFUSAL).first()
    assert answer_referral(by=claire, referral=accepted, accepted=True).state == "accepted"
    answered = answer_referral(by=claire, referral=refused, accepted=False, refusal_reason=reason)
    assert (answered.state, answered.refusal_reason) == ("refused", reason)
    assert not Referral.objects.waiting().exists()


def test_answering_twice_changes_nothing_and_changing_ones_mind_is_refused():
    claire, asked = make.worker(), make.referral()
    answer_referral(by=claire, referral=asked, accepted=True)
    answer_referral(by=claire, referral=asked, accepted=True)
    with pytest.raises(RuleViolation, match="déjà acceptée"):
        answer_referral(by=claire, referral=asked, accepted=False, refusal_reason=Term.objects.of(REFUSAL).first())


def test_only_the_platform_that_was_asked_answers():
    with pytest.raises(RuleViolation, match="plateforme demandée"):
        answer_referral(by=make.worker("budget"), referral=make.referral(to="emploi"), accepted=True)


def test_a_refusal_without_reason_is_refused():
    with pytest.raises(RuleViolation, match="pourquoi"):
        answer_referral(by=make.worker(), referral=make.referral(), accepted=False)


def test_the_same_referral_sent_twice_is_one():
    desk, person, first = UserFactory(role=Role.RECEPTION), BeneficiaryFactory(), make.referral()
    first = send_referral(by=desk, beneficiary=person, to_platform=make.platform("budget"))
    again = send_referral(by=desk, beneficiary=person, to_platform=make.platform("budget"), id=first.pk)
    assert again == first


def test_a_platform_does_not_refer_to_itself():
    with pytest.raises(RuleViolation):
        make.referral(to="emploi", origin="emploi")


def test_a_referral_to_a_secret_platform_is_known_to_it_alone():
    sent = make.referral(to="sante", origin="emploi", by=make.worker())
    readers = [make.worker(), make.worker("numerique"), UserFactory(role=Role.RECEPTION)]
    assert [list(Referral.objects.known_to(reader)) for reader in readers] == [[], [], []]
    assert list(Referral.objects.known_to(make.worker("sante"))) == [sent]


def test_a_referral_from_a_secret_platform_reaches_its_destination_without_the_name_of_its_origin():
    sent = make.referral(to="emploi", origin="sante", by=make.worker("sante"))
    claire, health = make.worker(), make.worker("sante")
    assert list(Referral.objects.known_to(claire)) == [sent]
    assert sent.origin_for(claire) == "un collègue"
    assert sent.origin_for(health) == "la plateforme Santé"
    assert not Referral.objects.known_to(make.worker("numerique")).exists()
    assert not Referral.objects.known_to(UserFactory(role=Role.RECEPTION)).exists()


def test_a_referral_to_a_secret_partner_is_known_to_the_platform_that_sent_it_alone():
    shelter = Partner.objects.create(name="Maison des femmes", kind="charity", sensitivity=Sensitivity.SECRET)
    sent = send_referral(
        by=make.worker(), beneficiary=BeneficiaryFactory(), to_partner=shelter, from_platform=make.platform("emploi")
    )
    assert list(Referral.objects.known_to(make.worker())) == [sent]
    assert not Referral.objects.known_to(make.worker("budget")).exists()
    assert not Referral.objects.known_to(UserFactory(role=Role.RECEPTION)).exists()


def test_roles_without_the_file_know_no_referral():
    make.referral()
    for role in (Role.MANAGER, Role.DPO, Role.VOLUNTEER):
        assert not Referral.objects.known_to(UserFactory(role=role)).exists()


def test_a_task_done_twice_is_done_once():
    claire = make.worker()
    task = make.task(of=claire)
    assert finish_task(by=claire, task=task) == finish_task(by=claire, task=task)
    assert not Task.objects.open().exists()


def test_tasks_are_read_by_their_platform():
    claire = make.worker()
    make.task(of=claire)
    seen = [Task.objects.visible_to(user).count() for user in (claire, make.worker(), make.worker("budget"))]
    assert seen == [1, 1, 0]
    assert not Task.objects.visible_to(UserFactory(role=Role.RECEPTION)).exists()
