"""The demo place holds together: no double booking, a ledger that says what happened, the stories as they were told."""

from collections import Counter
from datetime import date, time
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q

from beneficiaries.actions import open_record
from beneficiaries.models import Beneficiary, Encounter, FileCounter, ImportLine
from beneficiaries.search import find
from ceis.access import Role
from ceis.accounts.demo import ACCOUNTS, PASSWORD
from ceis.accounts.models import User
from ceis.civil_time import PARIS, Period, instant
from ceis.models import Platform
from ceis.places.models import Equipment, Occupation, Room, Site
from ceis.platform import Sensitivity
from partners.models import Agreement, Partner
from platforms.models import Appointment, Interview, InterviewNote, InterviewParticipant, Referral, Task
from reception.models import ComputerSession, Headcount, Visit
from reporting.models import Report
from workshops.models import AnonymousTally, Attendance, Group, Session

pytestmark = pytest.mark.django_db

FRIDAY, CLOCK = date(2026, 11, 20), time(10, 30)
PEOPLE = 150
MAY = Period(date(2021, 5, 1), date(2021, 5, 31))
# People the articles about the real place name, or who signed them.
REAL = {
    "Michel Calvo", "Annie Yague", "Philippe Saurel", "M’Hamed Belhandouz", "Anne Bourdarias", "Laure Chazouiller",
    "Sophie Lagréze", "Michel Lansard",
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def place(django_db_setup, django_db_blocker):
    """Build a small place once for the module; each test then works in its own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", f"--people={PEOPLE}", f"--today={FRIDAY}", verbosity=0, stdout=StringIO())
        with connection.cursor() as cursor:
            # Nobody has counted these rows yet: the planner takes the tables for empty.
            cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        transaction.set_rollback(True)


def taken() -> Counter:
    """(booking, kind, resource) of every resource taken."""
    return Counter(Occupation.objects.active().order_by("pk").values_list("source", "kind", "resource"))


def test_every_appointment_that_stands_has_taken_what_it_needs_and_the_others_nothing():
    found, expected, freed = taken(), set(), set()
    for appointment in Appointment.objects.prefetch_related("workers", "people").order_by("pk"):
        if appointment.status in Appointment.FREEING:
            freed.add(appointment.pk)
            continue
        expected |= {(appointment.pk, Occupation.Kind.WORKER, worker.pk) for worker in appointment.workers.all()}
        expected |= {(appointment.pk, Occupation.Kind.PERSON, person.pk) for person in appointment.people.all()}
        if appointment.room_id:
            expected.add((appointment.pk, Occupation.Kind.ROOM, appointment.room_id))
    assert len(expected) > 200 and freed
    assert expected <= set(found)
    assert not freed & {source for source, *_ in found}
    assert set(found.values()) == {1}


def test_every_session_has_taken_its_room_its_facilitator_and_its_people():
    found = set(taken())
    for session in Session.objects.prefetch_related("facilitators").order_by("pk"):
        assert (session.pk, Occupation.Kind.ROOM, session.room_id) in found
        assert {(session.pk, Occupation.Kind.WORKER, worker.pk) for worker in session.facilitators.all()} <= found
    presences = Attendance.objects.exclude(status=Attendance.Status.EXCUSED).order_by("pk")
    assert presences.count() > 2000
    for presence in presences:
        assert (presence.pk, Occupation.Kind.PERSON, presence.beneficiary_id) in found


def test_the_ledger_says_what_happened_and_nothing_else():
    acts = {(pk, who or pk) for pk, who in Visit.objects.order_by("pk").values_list("pk", "beneficiary")}
    acts |= set(
        Appointment.objects.filter(status=Appointment.Status.HONOURED).order_by("pk").values_list("pk", "people")
    )
    acts |= set(InterviewParticipant.objects.order_by("pk").values_list("interview", "beneficiary"))
    came = Attendance.objects.filter(status__in=Attendance.CAME).order_by("pk")
    acts |= set(came.values_list("pk", "beneficiary"))
    acts |= {(pk, pk) for pk in AnonymousTally.objects.order_by("pk").values_list("pk", flat=True)}
    seated = ComputerSession.objects.exclude(beneficiary=None).order_by("pk")
    acts |= set(seated.values_list("pk", "beneficiary"))
    assert acts == set(Encounter.objects.order_by("pk").values_list("source", "unit"))
    heads = Encounter.objects.filter(beneficiary=None, kind=Encounter.Kind.VISIT).order_by("pk")
    assert dict(heads.values_list("source", "headcount")) == dict(
        Visit.objects.filter(beneficiary=None).order_by("pk").values_list("pk", "headcount")
    )


def test_the_free_access_room_has_a_past_and_a_present():
    sessions = ComputerSession.objects.order_by("pk")
    assert sessions.exclude(ended_at=None).count() > 300
    for session in sessions.running():
        assert session.date == FRIDAY
    assert sessions.running().count() == 3 and Headcount.objects.count() == 1
    found = set(taken())
    assert all((one.pk, Occupation.Kind.EQUIPMENT, one.computer_id) in found for one in sessions)


def test_every_first_visit_is_the_day_the_file_was_opened():
    first = {}
    for unit, day in Encounter.objects.order_by("-date").values_list("beneficiary", "date"):
        first[unit] = day
    opened = dict(Beneficiary.objects.order_by("pk").values_list("pk", "created_at"))
    # Those of a file taken over from elsewhere may not have come yet.
    taken_over = set(ImportLine.objects.exclude(makes=None).order_by("pk").values_list("makes", flat=True))
    assert taken_over and set(opened) - set(first) <= taken_over
    for person in set(opened) & set(first):
        assert opened[person].astimezone(PARIS).date() == first[person]


def test_may_2021_has_300_people_and_742_passages():
    met = Encounter.objects.standing().during(MAY)
    assert met.order_by().values("unit").distinct().count() == 300
    assert met.order_by().values("unit", "date", "half_day").distinct().count() == 742
    assert met.filter(kind=Encounter.Kind.WORKSHOP).exists() and met.filter(kind=Encounter.Kind.INTERVIEW).exists()


def test_unisvers_had_eight_promotions_of_137_people_and_no_unexcused_absence():
    promotions = Group.objects.filter(kind=Group.Kind.COHORT, ends_on__lt=date(2019, 4, 1)).order_by("starts_on")
    everyone, sizes = set(), []
    for promotion in promotions:
        presences = Attendance.objects.filter(session__group=promotion).order_by("pk")
        members = set(presences.values_list("beneficiary", flat=True))
        sizes.append(len(members))
        everyone |= members
        days = list(promotion.sessions.order_by("date").values_list("date", flat=True))
        assert len(set(days)) == 18
        assert set(Counter(day.isocalendar()[:2] for day in days).values()) == {3}
        assert set(presences.values_list("status", flat=True)) <= {"present", "late", "excused"}
    assert sizes == [17] * 7 + [18] and len(everyone) == 137
    assert promotions[0].starts_on.month == 4
    helped = Interview.objects.filter(date__lt=date(2019, 4, 1)).order_by("pk")
    assert helped.values("participants__beneficiary").distinct().count() == 96
    in_their_prime = [p for p in Beneficiary.objects.filter(pk__in=everyone) if 35 <= p.age_on(date(2018, 10, 1)) <= 50]
    assert len(in_their_prime) == 110


def test_eighty_former_members_came_back_on_25_april_2019():
    reunion = Attendance.objects.filter(session__date=date(2019, 4, 25), status=Attendance.Status.PRESENT)
    assert reunion.count() == 80
    former = Attendance.objects.filter(session__group__ends_on__lt=date(2019, 4, 1))
    assert set(reunion.values_list("beneficiary", flat=True)) <= set(former.values_list("beneficiary", flat=True))


def test_the_place_is_the_one_of_the_articles():
    house = Site.objects.get(name="CEIS, les Arceaux")
    assert (house.opened_on, house.capacity) == (date(2018, 10, 14), 100)
    assert Session.objects.filter(date=house.opened_on, tallies__count__gte=100).exists()
    assert set(house.rooms.order_by().values_list("kind", flat=True)) == set(Room.Kind)
    assert set(Equipment.objects.order_by().values_list("kind", flat=True)) == set(Equipment.Kind)
    assert Site.objects.filter(outside=True).exists()
    assert 45 <= Partner.objects.count() <= 55
    assert set(Partner.objects.order_by().values_list("kind", flat=True)) == set(Partner.Kind)
    target = Agreement.objects.get(partner__name="France Travail").yearly_target
    assert target == 200


def test_this_friday_is_alive():
    today = Appointment.objects.on(FRIDAY)
    assert Visit.objects.on(FRIDAY).exists()
    assert not Visit.objects.filter(Q(date__gt=FRIDAY) | Q(date=FRIDAY, arrived_at__gt=CLOCK)).exists()
    assert today.exists() and Session.objects.on(FRIDAY).exists()
    ahead = Appointment.objects.filter(date__gt=FRIDAY)
    assert set(ahead.values_list("status", flat=True)) == {Appointment.Status.PLANNED}
    assert ahead.order_by().values("date").distinct().count() > 8
    assert Session.objects.filter(date__gt=FRIDAY, attendances__status="expected").exists()
    over = Appointment.objects.filter(date__lt=FRIDAY).exclude(status=Appointment.Status.PLANNED)
    assert set(over.order_by().values_list("status", flat=True)) >= {"honoured", "no_show", "excused"}


def test_what_is_left_to_do_is_there():
    assert Task.objects.open().filter(due_on__lt=FRIDAY).exists()
    assert Task.objects.open().filter(due_on__gte=FRIDAY).exists()
    states = set(Referral.objects.order_by().values_list("state", flat=True))
    assert states == {"sent", "accepted", "refused", "honoured"}
    unwritten = Appointment.objects.filter(status=Appointment.Status.HONOURED).without_interview()
    forgotten = Appointment.objects.filter(status=Appointment.Status.PLANNED, date__lt=FRIDAY)
    assert unwritten.exists() or forgotten.exists()


def test_the_last_months_are_to_be_reported():
    expected = Report.objects.unfinished().order_by("starts_on")
    assert expected.count() == 4 * (1 + Platform.objects.count())
    assert expected.last().ends_on == date(2026, 10, 31)


def test_somebody_is_here_for_an_appointment():
    now = Appointment.objects.on(FRIDAY)
    assert now.filter(status__in=[Appointment.Status.ARRIVED, Appointment.Status.IN_PROGRESS]).exists()
    for appointment in now.filter(status=Appointment.Status.ARRIVED, channel=Appointment.Channel.OFFICE):
        assert appointment.visits.count() == appointment.people.count()
        assert appointment.arrived_at <= CLOCK


def test_about_as_many_people_come_each_month_as_the_article_says():
    share = PEOPLE / 2063
    for month in Period(FRIDAY, FRIDAY).months_back(12)[:-1]:
        came = Encounter.objects.during(month).exclude(beneficiary=None).values("unit").distinct().count()
        assert 0.35 * 300 * share <= came <= 2 * 300 * share + 8


def test_nothing_was_written_in_the_future():
    now = instant(FRIDAY, CLOCK)
    for model in (Visit, Appointment, Interview, Referral, Task, Session, Attendance):
        assert not model.objects.filter(recorded_at__gt=now).exists()
    assert not InterviewNote.objects.filter(written_at__gt=now).exists()
    written = InterviewNote.objects.select_related("interview").earliest("written_at")
    assert written.written_at.astimezone(PARIS).date() == written.interview.date


def test_files_are_numbered_as_they_were_opened():
    counters = dict(FileCounter.objects.order_by("pk").values_list("year", "last"))
    assert sum(counters.values()) == Beneficiary.objects.count()
    numbers = list(Beneficiary.objects.order_by("created_at", "file_number").values_list("file_number", flat=True))
    assert numbers == sorted(numbers)
    newcomer = Beneficiary(first_name="Zélie", last_name="Essai")
    assert open_record(by=User.objects.order_by("pk")[0], beneficiary=newcomer).file_number not in numbers


def test_people_are_found_by_their_names():
    someone = Beneficiary.objects.order_by("pk")[0]
    reader = User.objects.get(email="accueil@ceis.example")
    assert someone in [match.beneficiary for match in find(str(someone), user=reader, limit=50)]


def test_nobody_exists():
    names = {str(person) for person in [*Beneficiary.objects.order_by("pk"), *User.objects.order_by("pk")]}
    assert not names & REAL
    for phone in Beneficiary.objects.exclude(phone="").order_by("pk").values_list("phone", flat=True):
        assert phone.startswith(("+3363998", "+3346571")) and len(phone) == 12
    for model in (Beneficiary, User, Partner):
        for email in model.objects.exclude(email="").order_by("pk").values_list("email", flat=True):
            assert email.endswith(".example")


def test_people_are_as_unequally_known_as_in_life():
    people = Beneficiary.objects.all()
    assert people.filter(birth_date__isnull=False).exists() and people.filter(birth_date=None, birth_year=None).exists()
    assert people.filter(birth_date=None, birth_year__isnull=False).exists()
    assert set(people.order_by().values_list("sex", flat=True)) == {"F", "M", ""}
    assert people.filter(address="").exists() and people.filter(neighbourhood="Mosson").exists()
    assert people.filter(protected_contact=True).exists()


def test_notes_are_read_by_their_platform_and_private_ones_by_nobody():
    secret = Platform.objects.get(sensitivity=Sensitivity.SECRET)
    shared = InterviewNote.objects.filter(kind=InterviewNote.Kind.SHARED).select_related("interview")
    assert shared.filter(interview__platform=secret).exists()
    assert [note.pk for note in shared if note.readers != [note.interview.platform_id]] == []
    assert InterviewNote.objects.filter(kind=InterviewNote.Kind.PRIVATE).exists()
    assert not shared.filter(text="").exists()
    assert shared.filter(themes=None).count() == 0


def test_accounts_are_printed_and_open(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    printed = StringIO()
    call_command("demo", "--accounts", stdout=printed)
    said = printed.getvalue()
    assert PASSWORD in said and len(PASSWORD) >= 12
    for account in ACCOUNTS:
        assert f"{account.email} " in said
        assert User.objects.get(email=account.email).roles == {account.role}
    assert authenticate(email="claire@ceis.example", password=PASSWORD) is not None
    assert User.objects.order_by().values("password").distinct().count() == 1
    assert {account.role for account in ACCOUNTS} == set(Role)
    counts = {role: sum(account.role == role for account in ACCOUNTS) for role in Role}
    assert counts[Role.SOCIAL_WORKER] == 4 and counts[Role.DIGITAL_MEDIATOR] == 3
    assert counts[Role.BUDGET_ADVISER] == counts[Role.HEALTH_ADVISER] == counts[Role.RECEPTION] == 2
