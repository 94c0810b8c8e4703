import pytest

from ceis.access import MATRIX, Permission, Role
from ceis.civil_time import today
from tests.factories.ceis import UserFactory, assign

pytestmark = pytest.mark.django_db


def test_the_matrix_speaks_of_every_role_and_every_permission_is_held_by_someone():
    assert set(MATRIX) == set(Role)
    assert set(Permission) == set().union(*MATRIX.values())


def test_rights_are_those_of_the_roles_held_today():
    user = UserFactory(role=Role.RECEPTION)
    assert user.may(Permission.USE_DESK) and not user.may(Permission.FOLLOW_PEOPLE)


def test_a_role_that_ended_gives_nothing():
    user = UserFactory()
    held = assign(user, Role.SOCIAL_WORKER)
    held.ends_on = held.starts_on = today().replace(day=1).replace(year=2020)
    held.save()
    assert user.permissions == frozenset() and user.platform_ids == []


def test_a_closed_account_gives_nothing():
    assert UserFactory(role=Role.MANAGER, is_active=False).permissions == frozenset()
