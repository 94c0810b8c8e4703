from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction

from ceis.access import Permission, Role
from ceis.accounts import actions
from ceis.accounts.models import Assignment, User
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from ceis.models import Draft
from tests.factories.ceis import UserFactory, assign


@pytest.fixture
def administrator(db):
    return UserFactory(role=Role.ADMINISTRATOR)


def new_user(**fields) -> User:
    return User(**{"first_name": "Nour", "last_name": "Benali", "email": "Nour@ceis.example"} | fields)


def open_account(by, user=None, role=Role.RECEPTION, **fields) -> User:
    return actions.open_account(by=by, user=user or new_user(), assignment=Assignment(role=role, **fields))


def test_a_new_account_has_its_role_and_no_password(administrator):
    user = open_account(administrator)
    assert user.email == "nour@ceis.example" and not user.has_usable_password()
    assert user.may(Permission.USE_DESK)
    written = Entry.objects.order_by("id").values_list("object_type", "action", "actor")
    assert list(written) == [
        ("accounts.User", "create", administrator.pk),
        ("accounts.Assignment", "create", administrator.pk),
    ]


def test_an_account_is_opened_once_per_id(administrator):
    user = open_account(administrator)
    again = open_account(administrator, user=new_user(id=user.pk))
    assert again == user and User.objects.count() == 2 and user.assignments.count() == 1


def test_an_address_opens_one_account(administrator):
    open_account(administrator)
    with pytest.raises(RuleViolation, match="existe déjà") as refusal:
        open_account(administrator, user=new_user(email="NOUR@ceis.example"))
    assert refusal.value.field == "email" and User.objects.count() == 2


def test_a_role_is_not_held_twice_at_once(administrator):
    user = open_account(administrator)
    with pytest.raises(RuleViolation, match="déjà ce rôle"):
        actions.give_role(by=administrator, assignment=Assignment(user=user, role=Role.RECEPTION))
    actions.give_role(by=administrator, assignment=Assignment(user=user, role=Role.VOLUNTEER))
    assert user.assignments.count() == 2


def test_a_role_ends_after_its_last_day(administrator):
    user = UserFactory()
    held = assign(user, Role.RECEPTION)
    actions.end_role(by=administrator, assignment=held, last_day=today())
    assert User.objects.get(pk=user.pk).may(Permission.USE_DESK)
    Assignment.objects.filter(pk=held.pk).update(starts_on=today() - timedelta(days=9))
    held.refresh_from_db()
    actions.end_role(by=administrator, assignment=held, last_day=today() - timedelta(days=1))
    assert not User.objects.get(pk=user.pk).may(Permission.USE_DESK)


def test_a_role_given_by_mistake_is_taken_away_and_history_keeps_it(administrator):
    held = assign(UserFactory(), Role.RECEPTION)
    number = held.pk
    actions.end_role(by=administrator, assignment=held, last_day=today() - timedelta(days=1))
    assert not Assignment.objects.filter(pk=number).exists()
    assert Assignment.past.rel.related_model.objects.filter(id=number, pgh_label="deleted").exists()


def test_a_closed_account_has_no_password_no_draft_and_no_right(administrator):
    user = UserFactory(role=Role.RECEPTION)
    Draft.objects.create(user=user, form="visit", data={})
    actions.close_account(by=administrator, user=user)
    closed = User.objects.get(pk=user.pk)
    assert not closed.is_active and not closed.has_usable_password() and closed.permissions == frozenset()
    assert not Draft.objects.exists()
    actions.reopen_account(by=administrator, user=closed)
    assert User.objects.get(pk=user.pk).may(Permission.USE_DESK)


def test_nobody_closes_their_own_account(administrator):
    UserFactory(role=Role.ADMINISTRATOR)
    with pytest.raises(RuleViolation, match="son propre compte"):
        actions.close_account(by=administrator, user=administrator)
    assert User.objects.get(pk=administrator.pk).is_active


@pytest.mark.parametrize("days", [-1, 0, 30])
def test_the_last_administrator_stays(administrator, days):
    own = administrator.assignments.get()
    with pytest.raises(RuleViolation, match="dernière personne"):
        actions.end_role(by=administrator, assignment=own, last_day=today() + timedelta(days=days))
    assert Assignment.objects.open_ended_administrators().count() == 1


def test_a_closed_or_ending_administrator_is_not_someone_who_stays(administrator):
    UserFactory(role=Role.ADMINISTRATOR, is_active=False)
    leaving = UserFactory(role=Role.ADMINISTRATOR)
    leaving.assignments.update(ends_on=today() + timedelta(days=3))
    with pytest.raises(RuleViolation):
        actions.close_account(by=leaving, user=administrator)
    actions.close_account(by=administrator, user=leaving)


def remove_each_other(first: User, second: User) -> list[str]:
    """Both press the button at the same moment; return what each one was answered."""
    answers = []

    def remove(by: User, user: User) -> None:
        try:
            actions.close_account(by=by, user=User.objects.get(pk=user.pk))
            answers.append("closed")
        except RuleViolation as refusal:
            answers.append(refusal.message)
        finally:
            connections.close_all()

    both = [Thread(target=remove, args=pair) for pair in ((first, second), (second, first))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(20)
    return sorted(answers)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_leave_one():
    for _ in range(4):
        User.objects.update(is_active=False)
        pair = UserFactory(role=Role.ADMINISTRATOR), UserFactory(role=Role.ADMINISTRATOR)
        assert remove_each_other(*pair) == sorted([actions.LAST_ADMINISTRATOR, "closed"])
        assert Assignment.objects.open_ended_administrators().count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_leave_nobody(monkeypatch):
    """The test above can fail: take the lock away, let both look before either is done, and the house is locked."""
    both_have_looked, look = Barrier(2, timeout=10), actions.refuse_if_nobody_is_left

    def look_then_wait():
        look()
        both_have_looked.wait()

    monkeypatch.setattr(actions, "lock_administrators", lambda: None)
    monkeypatch.setattr(actions, "refuse_if_nobody_is_left", look_then_wait)
    pair = UserFactory(role=Role.ADMINISTRATOR), UserFactory(role=Role.ADMINISTRATOR)
    assert remove_each_other(*pair) == ["closed", "closed"]
    assert not Assignment.objects.open_ended_administrators().exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_an_address_given_twice_at_once_opens_one_account():
    administrator, answers = UserFactory(role=Role.ADMINISTRATOR), []

    def create():
        try:
            with transaction.atomic():
                open_account(administrator)
            answers.append("opened")
        except RuleViolation:
            answers.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=create) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == ["opened"] + ["refused"] * 4
