"""The file of a former association, taken over by the demo place last week: a few people nobody has met yet."""

from datetime import time, timedelta

from django.db.models import Model

from beneficiaries.demo_people import Person, someone
from beneficiaries.models import ImportLine, PeopleImport
from ceis.demo import World

DAYS_AGO, PEOPLE = 12, 6
LAID_AT, CONFIRMED_AT = time(9, 40), time(9, 55)
FIRST_LINE = 2


def taken_over(world: World) -> tuple[list[Person], list[Model]]:
    """Return the people a finished import opened, and the rows that say so; it may still be undone."""
    day = world.today - timedelta(days=DAYS_AGO)
    agent = world.team["helene"]
    job = PeopleImport(
        id=world.uuid(), file_name="usagers-association-2019.xlsx", state=PeopleImport.State.WRITTEN, done=PEOPLE,
        total=PEOPLE, created_count=PEOPLE, asked_at=world.stamp(day, LAID_AT), asked_by=agent,
        written_at=world.stamp(day, CONFIRMED_AT), written_by=agent,
    )  # fmt: skip
    people = [Person(row=someone(world, day), arrives_on=day, arrives_at=CONFIRMED_AT) for _ in range(PEOPLE)]
    lines = [
        ImportLine(people_import=job, number=number, kind=ImportLine.Kind.GOOD, makes=person.row.pk)
        for number, person in enumerate(people, FIRST_LINE)
    ]
    return people, [job, *lines]
