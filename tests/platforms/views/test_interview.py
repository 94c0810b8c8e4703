import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import today
from ceis.journal.models import Entry
from ceis.models import Draft
from ceis.terms.models import Term
from platforms.models import Interview, InterviewNote, Referral, Task
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory, assign

pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(client):
    user = make.worker(first_name="Claire", last_name="Fabre")
    client.force_login(user)
    return user


def address(person) -> str:
    return f"/entretiens/nouveau/?personne={person.pk}"


def posted(**given) -> dict:
    return {
        "id": str(uuid.uuid4()), "platform": 1, "minutes": "45", "shared": "Bilan.", "channel": "office",
        "day": today().isoformat(), "at": "09:00",
    } | given  # fmt: skip


def errors(response):
    assert response.status_code == 200
    return response.context["form"].errors


def test_four_fields_suffice(client, claire):
    person, theme = BeneficiaryFactory(), Term.objects.get(code="emploi_cv")
    due = today() + timedelta(days=3)
    response = client.post(
        address(person), posted(themes=[theme.pk], next_what="Relancer la crèche", next_due=due.isoformat())
    )
    interview = Interview.objects.get()
    assert response.url == reverse("platforms:interview", args=[interview.pk])
    assert interview.notes.get().text == "Bilan." and list(interview.notes.get().themes.all()) == [theme]
    task = Task.objects.get()
    assert (task.what, task.due_on, task.assignee, task.beneficiary) == ("Relancer la crèche", due, claire, person)


def test_the_appointment_fills_the_form_and_is_honoured(client, claire):
    appointment = make.appointment(of=claire, at=time(10, 30), until=time(11, 15))
    url = f"/entretiens/nouveau/?rendez-vous={appointment.pk}"
    form = client.get(url).context["form"]
    assert [str(form[name].value()) for name in ("at", "minutes", "channel")] == ["10:30:00", "45", "office"]
    client.post(url, posted())
    appointment.refresh_from_db()
    assert appointment.status == "honoured"
    assert Interview.objects.get().participants.get().beneficiary == appointment.people.get()


def test_everything_folded_is_kept_too(client, claire):
    samir, person = make.worker(), BeneficiaryFactory()
    client.post(
        address(person),
        posted(channel="home", private="À moi.", colleagues=[str(samir.pk)], refer_to="platform:3", other_minutes="50"),
    )
    interview = Interview.objects.get()
    assert (interview.channel, interview.minutes) == ("home", 50)
    assert set(interview.workers.all()) == {claire, samir}
    assert interview.notes.get(kind="private").text == "À moi."
    assert Referral.objects.get().to_platform_id == 3


def test_the_same_form_sent_twice_writes_once(client, claire):
    person, form = BeneficiaryFactory(), posted()
    assert client.post(address(person), form).url == client.post(address(person), form).url
    assert Interview.objects.count() == 1


def test_the_form_says_who_will_read_before_saving(client, claire):
    make.worker(), make.worker(), make.worker("budget")
    page = " ".join(client.get(address(BeneficiaryFactory())).content.decode().split())
    assert "les 3 personnes de la plateforme Emploi" in page
    assert "vous seul(e)" in page
    assert "plateforme Budget" not in page


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("NIR 2 55 08 14 168 025 38", "un numéro de sécurité sociale"),
        ("carte 4111 1111 1111 1111", "un numéro de carte bancaire"),
        ("FR76 3000 6000 0112 3456 7890 189", "un IBAN"),
        ("mot de passe : Figuier34", "un mot de passe"),
    ],
)
@pytest.mark.parametrize("field", ["shared", "private", "next_what"])
def test_a_sensitive_number_is_warned_of_before_saving(client, claire, field, text, word):
    response = client.post(address(BeneficiaryFactory()), posted(**{field: text}))
    assert word in errors(response)["keep_anyway"][0]
    assert not Interview.objects.exists()


def test_the_warning_is_overridden_by_ticking_with_a_reason(client, claire):
    person, form = BeneficiaryFactory(), posted(shared="mot de passe : Figuier34", keep_anyway="on")
    assert "keep_anyway" in errors(client.post(address(person), form))
    client.post(address(person), form | {"kept_reason": "asked"})
    assert InterviewNote.objects.get().kept_reason == "asked"


def test_a_reason_given_for_nothing_is_not_kept(client, claire):
    client.post(address(BeneficiaryFactory()), posted(kept_reason="asked"))
    assert InterviewNote.objects.get().kept_reason == ""


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"minutes": ""}, "minutes"), ({"minutes": "7"}, "minutes"), ({"other_minutes": "601"}, "other_minutes"),
        ({"other_minutes": "abc"}, "other_minutes"), ({"shared": ""}, "shared"), ({"shared": "x" * 200_000}, "shared"),
        ({"day": "2026-02-31"}, "day"), ({"day": (today() + timedelta(days=1)).isoformat()}, "day"),
        ({"day": "1999-01-01"}, "day"), ({"at": "25:61"}, "at"), ({"channel": "x"}, "channel"),
        ({"themes": ["abc"]}, "themes"), ({"themes": ["999999"]}, "themes"), ({"platform": "3"}, "platform"),
        ({"platform": ""}, "platform"), ({"refer_to": "platform:99"}, "refer_to"),
        ({"colleagues": ["x"]}, "colleagues"),
        ({"id": "abc"}, "id"), ({"next_what": "x", "next_due": "2020-01-01"}, "next_due"),
        ({"next_what": "x" * 201}, "next_what"), ({"next_due": "31/02"}, "next_due"),
        ({"kept_reason": "x"}, "kept_reason"),
    ],
)  # fmt: skip
def test_bad_input_is_told_at_its_field(client, claire, given, field):
    assert field in errors(client.post(address(BeneficiaryFactory()), posted(**given)))
    assert not Interview.objects.exists()


def test_what_is_hostile_in_a_text_is_cleaned_and_what_is_html_is_shown_as_typed(client, claire):
    client.post(address(BeneficiaryFactory()), posted(shared="a\x00b\u202e<script>alert(1)</script>"))
    interview = Interview.objects.get()
    assert interview.notes.get().text == "ab<script>alert(1)</script>"
    page = client.get(reverse("platforms:interview", args=[interview.pk])).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_themes_of_another_platform_are_refused(client):
    claire = make.worker()
    assign(claire, Role.BUDGET_ADVISER, "budget")
    client.force_login(claire)
    foreign = Term.objects.get(code="budget_debt")
    assert "themes" in errors(client.post(address(BeneficiaryFactory()), posted(themes=[foreign.pk])))


def test_a_cancelled_appointment_is_told_and_what_was_typed_is_kept(client, claire):
    appointment = make.appointment(of=claire)
    appointment.status = "excused"
    appointment.save()
    response = client.post(f"/entretiens/nouveau/?rendez-vous={appointment.pk}", posted(shared="Déjà tapé"))
    assert "ne devient pas" in str(errors(response)) and "Déjà tapé" in response.content.decode()


def test_what_is_being_typed_comes_back_and_is_forgotten_once_saved(client, claire):
    person = BeneficiaryFactory()
    typed = {"shared": ["Commencé"], "themes": ["1"], "minutes": ["15"]}
    Draft.objects.create(user=claire, form="interview", about=str(person.pk), data=typed)
    assert "Commencé" in client.get(address(person)).content.decode()
    client.post(address(person), posted())
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["personne", "rendez-vous"])
@pytest.mark.parametrize("bad", ["abc", "00000000-0000-4000-8000-000000000000", "x" * 10_000])
def test_what_one_may_not_know_is_not_there(client, claire, name, bad):
    assert client.get(f"/entretiens/nouveau/?{name}={bad}").status_code == 404


def test_the_appointment_of_another_platform_is_not_written(client, claire):
    for slug in ("budget", "sante"):
        appointment = make.appointment(slug=slug)
        assert client.get(f"/entretiens/nouveau/?rendez-vous={appointment.pk}").status_code == 404


def test_reading_is_journaled_and_shows_the_texts_one_may_read(client, claire):
    interview = make.interview(shared="Pour l’équipe", private="Pour l’autre")
    url = reverse("platforms:interview", args=[interview.pk])
    page = client.get(url).content.decode()
    assert "Pour l’équipe" in page and "Pour l’autre" not in page
    assert Entry.objects.filter(actor=claire, action="read", object_id=str(interview.pk)).count() == 1


def test_another_platform_s_interview_exists_and_says_whose_it_is(client, claire):
    interview = make.interview(slug="budget", shared="Dettes", by=make.worker("budget", last_name="Canari"))
    page = client.get(reverse("platforms:interview", args=[interview.pk])).content.decode()
    assert "réservé à la plateforme Budget" in page
    assert "Dettes" not in page and "Canari" not in page


def test_a_secret_interview_is_not_there_whatever_one_asks_of_it(client, claire):
    interview = make.interview(slug="sante")
    for name in ("interview", "correct"):
        assert client.get(reverse(f"platforms:{name}", args=[interview.pk])).status_code == 404
    assert client.post(reverse("platforms:cancel_interview", args=[interview.pk])).status_code == 404


def test_the_author_corrects_the_same_day(client, claire):
    interview = make.interview(by=claire, shared="Bilan.", private="Secret")
    url = reverse("platforms:correct", args=[interview.pk])
    assert "Secret" in client.get(url).content.decode()
    form = {"version": 1, "minutes": "60", "shared": "Bilan relu.", "private": "Secret"}
    assert client.post(url, form).status_code == 302
    assert interview.notes.get(kind="shared").text == "Bilan relu."


def test_a_stale_correction_keeps_both_texts_and_saves_once_compared(client, claire):
    interview = make.interview(by=claire)
    url = reverse("platforms:correct", args=[interview.pk])
    form = {"version": 1, "minutes": "60", "private": ""}
    client.post(url, form | {"shared": "Première"})
    response = client.post(url, form | {"shared": "Seconde"})
    page = response.content.decode()
    assert "Première" in page and "Seconde" in page and 'name="version" value="2"' in page
    assert client.post(url, form | {"version": 2, "shared": "Seconde"}).status_code == 302


def test_nobody_else_corrects_and_not_the_day_after(client, claire):
    foreign, own = make.interview(), make.interview(by=claire)
    Interview.objects.filter(pk=own.pk).update(recorded_at=own.recorded_at - timedelta(days=1))
    for interview in (foreign, own):
        assert client.get(reverse("platforms:correct", args=[interview.pk])).status_code == 404
        assert client.post(reverse("platforms:correct", args=[interview.pk]), {"version": 1}).status_code == 404


def test_the_author_cancels_with_a_reason_twice_is_once(client, claire):
    interview = make.interview(by=claire)
    url = reverse("platforms:cancel_interview", args=[interview.pk])
    assert "Dites pourquoi" in client.post(url, {}).content.decode()
    for _ in range(2):
        assert client.post(url, {"reason": "mauvaise personne"}).status_code == 302
    interview.refresh_from_db()
    assert interview.cancel_reason == "mauvaise personne"
    foreign = make.interview()
    url = reverse("platforms:cancel_interview", args=[foreign.pk])
    page = client.post(url, {"reason": "mauvaise personne"}, follow=True)
    assert "par son auteur" in page.content.decode()


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.ADMINISTRATOR])
def test_roles_that_follow_nobody_are_refused(client, role):
    interview = make.interview()
    client.force_login(UserFactory(role=role))
    reads = [
        "/entretiens/nouveau/",
        *(reverse(f"platforms:{n}", args=[interview.pk]) for n in ("interview", "correct")),
    ]
    assert {client.get(url).status_code for url in reads} == {403}
    assert client.post(reverse("platforms:cancel_interview", args=[interview.pk])).status_code == 403


def test_methods(client, claire):
    interview = make.interview(by=claire)
    assert client.post(reverse("platforms:interview", args=[interview.pk])).status_code == 405
    assert client.get(reverse("platforms:cancel_interview", args=[interview.pk])).status_code == 405
    assert client.put("/entretiens/nouveau/").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_whatever_they_hold(client, claire, rows, django_assert_num_queries):
    person = BeneficiaryFactory()
    for _ in range(rows):
        make.worker()
        themes = list(Term.objects.of("interview_theme").for_platforms([1])[:rows])
        interview = make.interview(by=claire, person=person, themes=themes, private="Note")
        make.task(of=claire, person=person)
    client.get(address(person))
    with django_assert_num_queries(20):
        client.get(address(person))
    with django_assert_num_queries(15):
        client.get(reverse("platforms:interview", args=[interview.pk]))


def test_the_same_person_named_twice_is_there_once(client, claire):
    person = BeneficiaryFactory()
    page = client.get(f"/entretiens/nouveau/?personne={person.pk}&personne={str(person.pk).upper()}")
    assert page.status_code == 200 and page.content.decode().count(f"Entretien avec {person}") == 1
    answer = client.post(f"/entretiens/nouveau/?personne={person.pk}&personne={str(person.pk).upper()}", posted())
    assert answer.status_code == 302 and person.interviews.count() == 1
