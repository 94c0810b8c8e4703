"""A place in a few rows, made in bulk: people, and what happened to them."""

import uuid
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.utils import timezone

from beneficiaries.models import Beneficiary, Encounter
from ceis.accounts.models import User
from ceis.civil_time import HalfDay, Period
from ceis.models import Platform
from ceis.terms.models import Term
from platforms.models import Appointment, Interview, Referral
from reception.models import Visit, VisitReason
from tests.factories.ceis import UserFactory
from workshops.models import AnonymousTally, Attendance, Session

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NOON, THREE = time(9, 30), time(15)


@dataclass
class World:
    """Everything is recorded by one worker; ids are made from a counter: the same world is the same twice.

    ``letter`` tells two worlds of one test apart.
    """

    letter: str = "T"
    by: User = field(default_factory=UserFactory)
    made: int = 0

    def id(self) -> uuid.UUID:
        self.made += 1
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.letter}{self.made}")

    def platform(self, slug: str | None) -> Platform | None:
        return Platform.objects.get(slug=slug) if slug else None

    def people(self, count: int, **fields) -> list[Beneficiary]:
        people = []
        for _ in range(count):
            person = Beneficiary(
                id=self.id(), file_number=f"{self.letter}-{self.made:05d}", first_name="Prénom",
                last_name=f"Nom {self.made}", created_by=self.by, **fields,
            )  # fmt: skip
            person.index_names()
            people.append(person)
        return Beneficiary.objects.bulk_create(people)

    def met(self, people, day: date, at: time = NOON, platform: str | None = None, kind="visit") -> list[Encounter]:
        """Write in the ledger that each of ``people`` came."""
        where = self.platform(platform)
        return Encounter.objects.bulk_create(
            [
                Encounter(
                    id=self.id(), beneficiary=person, unit=person.pk, date=day, half_day=HalfDay.of(at), kind=kind,
                    platform=where, source=self.id(),
                )
                for person in people
            ]
        )  # fmt: skip

    def met_group(self, headcount: int, day: date, platform: str | None = None) -> Encounter:
        source = self.id()
        return Encounter.objects.create(
            id=self.id(), unit=source, source=source, headcount=headcount, date=day, half_day=HalfDay.AFTERNOON,
            kind="workshop", platform=self.platform(platform),
        )  # fmt: skip

    def appointments(self, count: int, day: date, status: str, platform: str = "emploi") -> list[Appointment]:
        called_off = {"cancelled_at": timezone.now(), "cancelled_by": self.by, "cancel_reason": "grève"}
        fields = {"date": day, "starts_at": NOON, "ends_at": time(10, 15), "status": status, "recorded_by": self.by}
        fields |= called_off if status in Appointment.CALLED_OFF else {}
        where = self.platform(platform)
        return Appointment.objects.bulk_create(
            Appointment(id=self.id(), platform=where, **fields) for _ in range(count)
        )

    def interviews(self, count: int, day: date, minutes: int, channel="office", platform="emploi") -> list[Interview]:
        return Interview.objects.bulk_create(
            [
                Interview(
                    id=self.id(), platform=self.platform(platform), date=day, starts_at=THREE, minutes=minutes,
                    channel=channel, recorded_by=self.by,
                )
                for _ in range(count)
            ]
        )  # fmt: skip

    def session(
        self, day: date, places: int, came=(), unnamed: int = 0, platform: str | None = None, **fields
    ) -> Session:
        theme = Term.objects.of("workshop_theme").first()
        session = Session.objects.create(
            id=self.id(), title="Atelier", theme=theme, platform=self.platform(platform), date=day, starts_at=THREE,
            ends_at=time(17), places=places, recorded_by=self.by, **fields,
        )  # fmt: skip
        Attendance.objects.bulk_create(
            Attendance(id=self.id(), session=session, beneficiary=person, status="present", recorded_by=self.by)
            for person in came
        )
        if unnamed:
            AnonymousTally.objects.create(id=self.id(), session=session, count=unnamed, recorded_by=self.by)
        return session

    def referrals(self, count: int, day: date, to: str, state="sent", origin: str | None = None) -> list[Referral]:
        return Referral.objects.bulk_create(
            [
                Referral(
                    id=self.id(), date=day, from_platform=self.platform(origin), to_platform=self.platform(to),
                    state=state, recorded_by=self.by,
                )
                for _ in range(count)
            ]
        )  # fmt: skip

    def visits(self, people, day: date, reason: str = "information") -> list[Visit]:
        term = Term.objects.get(list="visit_reason", code=reason)
        visits = Visit.objects.bulk_create(
            [Visit(id=self.id(), beneficiary=p, date=day, arrived_at=NOON, recorded_by=self.by) for p in people]
        )
        VisitReason.objects.bulk_create([VisitReason(visit=visit, reason=term) for visit in visits])
        return visits


def small_october() -> World:
    """A fixed month: 64 people, each profile with someone unknown, small cells, every kind of row."""
    world = World(by=UserFactory(first_name="Lise", last_name="Martin", email="lise@ceis.example"))
    day = OCTOBER.start
    women = world.people(31, sex="F", birth_year=1990, neighbourhood="Figuerolles")
    men = world.people(27, sex="M", birth_year=1958, neighbourhood="Celleneuve")
    unknown = world.people(3)
    young = world.people(3, sex="F", birth_year=2007, neighbourhood="Gambetta")
    world.met(women[:20] + men[:4], date(2026, 6, 9))
    world.met(men[4:10], date(2024, 5, 14))
    world.met(women[:25], date(2026, 9, 15), platform="emploi")
    for rank in range(5):
        world.met(women[rank * 6 : rank * 6 + 7], day + timedelta(days=4 + rank), platform="emploi", kind="interview")
        world.met(men[rank * 5 : rank * 5 + 6], day + timedelta(days=11 + rank), THREE, "numerique", "workshop")
    world.met(women[:9], date(2026, 10, 20), platform="budget", kind="appointment")
    world.met(men[:6], date(2026, 10, 21), THREE, "sante", "appointment")
    world.met(unknown + young + women[28:] + men[25:], date(2026, 10, 22))
    world.met_group(8, date(2026, 10, 23), "numerique")
    world.visits(women[:12], date(2026, 10, 20))
    world.visits(men[:7], date(2026, 10, 21), "free_access")
    for status, count in [("honoured", 24), ("no_show", 5), ("excused", 3), ("cancelled_by_us", 2), ("planned", 4)]:
        world.appointments(count, date(2026, 10, 20), status)
    world.appointments(6, date(2026, 10, 21), "honoured", "sante")
    world.interviews(14, date(2026, 10, 8), 45)
    world.interviews(4, date(2026, 10, 9), 20, "phone", "budget")
    world.session(date(2026, 10, 13), 10, came=men[:7], unnamed=2, platform="numerique")
    world.session(date(2026, 10, 14), 8, came=men[7:11], platform="numerique")
    world.session(date(2026, 10, 16), 12, platform="numerique")
    world.referrals(6, date(2026, 10, 6), "budget", "honoured")
    world.referrals(2, date(2026, 10, 7), "sante", "sent", origin="emploi")
    world.referrals(4, date(2026, 10, 8), "emploi", "accepted", origin="numerique")
    return world
