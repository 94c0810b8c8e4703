import uuid
from datetime import time, timedelta

import pytest

from beneficiaries.models import Encounter
from ceis.access import Role
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.terms.models import Term
from platforms.actions import (
    NextStep,
    Notes,
    cancel_appointment,
    cancel_interview,
    correct_interview,
    write_interview,
)
from platforms.models import Appointment, Interview, InterviewNote, Referral, Task
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import assign

pytestmark = pytest.mark.django_db


def write(by, **given):
    return write_interview(
        **{
            "by": by, "id": uuid.uuid4(), "platform": make.platform("emploi"), "day": today(), "at": time(9),
            "minutes": 45, "people": [BeneficiaryFactory()], "notes": Notes(shared="Bilan."),
        }
        | given
    )  # fmt: skip


def test_everything_is_written_together():
    claire, person = make.worker(), BeneficiaryFactory()
    theme = Term.objects.get(code="emploi_cv")
    appointment = make.appointment(of=claire, person=person)
    interview = write(
        claire,
        people=[person],
        appointment=appointment,
        notes=Notes([theme], "Bilan.", "Fatiguée.", ""),
        next_step=NextStep("Relancer la crèche", today() + timedelta(days=2)),
        refer_to=make.platform("budget"),
    )
    appointment.refresh_from_db()
    assert appointment.status == Appointment.Status.HONOURED
    assert list(interview.workers.all()) == [claire]
    assert interview.participants.get().beneficiary == person
    shared, private = interview.notes.get(kind="shared"), interview.notes.get(kind="private")
    assert (shared.text, shared.readers, list(shared.themes.all())) == ("Bilan.", [1], [theme])
    assert (private.text, private.readers) == ("Fatiguée.", [])
    assert Task.objects.get().assignee == claire
    assert Referral.objects.get().to_platform.slug == "budget"
    assert set(Encounter.objects.values_list("kind", flat=True)) == {"interview", "appointment"}
    assert Encounter.objects.standing().values("unit", "date", "half_day").distinct().count() == 1


def test_the_same_form_sent_twice_writes_once():
    claire, same = make.worker(), uuid.uuid4()
    step = NextStep("Rappeler", today())
    assert write(claire, id=same, next_step=step) == write(claire, id=same, next_step=step)
    assert (Interview.objects.count(), Task.objects.count()) == (1, 1)


def test_two_interviews_of_one_appointment_are_refused():
    claire = make.worker()
    appointment = make.appointment(of=claire)
    write(claire, appointment=appointment)
    with pytest.raises(RuleViolation, match="déjà écrit"):
        write(claire, appointment=appointment)
    assert Interview.objects.count() == 1


def test_a_cancelled_appointment_has_no_interview_and_nothing_stays_half_written():
    claire = make.worker()
    appointment = make.appointment(of=claire)
    cancel_appointment(by=claire, appointment=appointment, status="cancelled_by_us", reason="fermé")
    with pytest.raises(RuleViolation, match="annulé"):
        write(claire, appointment=appointment)
    assert not Interview.objects.exists()
    assert not InterviewNote.objects.exists()


@pytest.mark.parametrize("refused", [{"slug": "budget"}, {"day": today() + timedelta(days=1)}])
def test_another_platform_and_the_future_are_refused(refused):
    with pytest.raises(RuleViolation):
        write(make.worker(), day=refused.get("day", today()), platform=make.platform(refused.get("slug", "emploi")))


def test_correction_keeps_the_past_text():
    claire = make.worker()
    interview = write(claire, notes=Notes(shared="Bilan.", private="Secret"))
    correct_interview(by=claire, interview=interview, version=1, minutes=60, notes=Notes(shared="Bilan relu."))
    interview.refresh_from_db()
    assert (interview.minutes, interview.version) == (60, 2)
    note = interview.notes.get(kind="shared")
    assert note.text == "Bilan relu."
    assert note.past.get(pgh_label="changed").text == "Bilan."
    assert interview.notes.get(kind="private").text == ""


def test_a_correction_on_an_old_version_is_refused():
    claire = make.worker()
    interview = write(claire)
    correct_interview(by=claire, interview=interview, version=1, minutes=60, notes=Notes(shared="Première."))
    with pytest.raises(RuleViolation, match="modifié ailleurs"):
        correct_interview(by=claire, interview=interview, version=1, minutes=60, notes=Notes(shared="Seconde."))
    assert interview.notes.get(kind="shared").text == "Première."


def test_only_the_author_corrects_and_only_the_same_day():
    claire, samir = make.worker(), make.worker()
    interview = write(claire)
    with pytest.raises(RuleViolation):
        correct_interview(by=samir, interview=interview, version=1, minutes=60, notes=Notes())
    Interview.objects.filter(pk=interview.pk).update(recorded_at=interview.recorded_at - timedelta(days=1))
    with pytest.raises(RuleViolation):
        correct_interview(by=claire, interview=interview, version=1, minutes=60, notes=Notes())


def test_cancelling_takes_it_out_of_every_count_with_what_it_planned():
    claire = make.worker()
    interview = write(claire, next_step=NextStep("Rappeler", today()), refer_to=make.platform("budget"))
    assert Referral.objects.waiting().count() == 1
    for _ in range(2):
        cancel_interview(by=claire, interview=interview, reason="mauvaise personne")
    assert not Encounter.objects.standing().exists()
    assert not Task.objects.open().exists()
    assert not Referral.objects.waiting().exists()


def test_cancelling_is_for_the_author_with_a_reason():
    claire = make.worker()
    interview = write(claire)
    for by, reason in ((make.worker(), "erreur"), (claire, " ")):
        with pytest.raises(RuleViolation):
            cancel_interview(by=by, interview=interview, reason=reason)


def test_a_private_note_is_read_by_its_author_alone_and_a_shared_one_by_its_platform():
    claire, colleague, mediator = make.worker(), make.worker(), make.worker("numerique")
    write(claire, notes=Notes(shared="Pour l’équipe", private="Pour moi"))
    texts = {
        user: set(InterviewNote.objects.visible_to(user).values_list("text", flat=True))
        for user in (claire, colleague, mediator)
    }
    assert texts == {claire: {"Pour l’équipe", "Pour moi"}, colleague: {"Pour l’équipe"}, mediator: set()}


def test_a_task_of_a_secret_platform_stays_there_when_its_worker_leaves():
    adviser = make.worker("sante")
    make.task(of=adviser, slug="sante", what="Appeler le centre de soins")
    assert Task.objects.visible_to(adviser).count() == 1
    adviser.assignments.all().delete()
    assign(adviser, Role.SOCIAL_WORKER, "emploi")
    assert Task.objects.visible_to(User.objects.get(pk=adviser.pk)).count() == 0
