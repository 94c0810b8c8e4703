"""What workshops say of a person on their record, to each reader."""

from datetime import timedelta

import pytest

from ceis.access import Role
from ceis.civil_time import today
from tests.factories.ceis import UserFactory
from tests.factories.platforms import worker
from tests.factories.reception import receptionist
from tests.factories.workshops import registered, session
from workshops.actions import mark_attendance
from workshops.models import Attendance
from workshops.record import timeline

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = today() - timedelta(days=1), today() + timedelta(days=1)


def came(**fields) -> Attendance:
    row = registered(session(**fields))
    mark_attendance(by=worker(), session=row.session, statuses={row.pk: Attendance.Status.PRESENT})
    return row


def titles(reader, row) -> list[str]:
    return [entry.title for entry in timeline(reader, row.beneficiary)]


def test_presence_is_told_to_who_follows_people():
    row = came(slug="numerique", day=YESTERDAY)
    assert titles(worker("emploi"), row) == ["Atelier « Ma boîte mail » : présent"]


def test_the_desk_reads_what_is_to_come_and_no_past():
    row = came(day=YESTERDAY)
    registered(session(day=TOMORROW), row.beneficiary)
    assert titles(receptionist(), row) == ["Atelier « Ma boîte mail » : inscrit"]


def test_a_reserved_platform_shows_that_there_was_one_and_no_more():
    row = came(slug="budget", title="Sortir des dettes", day=YESTERDAY)
    (entry,) = timeline(worker("emploi"), row.beneficiary)
    assert (entry.title, entry.locked, entry.platform.slug, entry.url) == ("Un atelier", True, "budget", "")
    assert titles(worker("budget"), row) == ["Atelier « Sortir des dettes » : présent"]


@pytest.mark.parametrize("day", [YESTERDAY, TOMORROW])
def test_a_secret_platform_leaves_no_line(day):
    row = registered(session(slug="sante", day=day))
    for reader in (worker("emploi"), receptionist(), UserFactory(role=Role.MANAGER)):
        assert titles(reader, row) == []
    assert len(titles(worker("sante"), row)) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lines_cost_the_same_however_many(rows, django_assert_num_queries):
    reader, first = worker(), registered(session())
    for _ in range(rows - 1):
        registered(session(), first.beneficiary)
    assert reader.permissions
    with django_assert_num_queries(1):
        assert len(titles(reader, first)) == rows
