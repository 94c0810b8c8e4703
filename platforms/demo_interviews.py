"""Interviews of the demo place, written from plain sentences: nobody who exists, nothing that was ever said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from beneficiaries.demo import Person, met
from beneficiaries.models import Encounter
from ceis.demo import World
from ceis.demo_data.openings import next_open_day
from ceis.models import Platform
from platforms.models import Appointment, Interview, InterviewNote, InterviewParticipant, Referral, Task
from platforms.terms import INTERVIEW_THEME, REFUSAL

PRIVATE, NEXT_STEP, REFERRED = 0.12, 0.38, 0.07
ANSWERED_WITHIN = 21  # days; the last ones sent still wait for their answer
NEVER_ANSWERED, GIVEN_UP_AFTER = 0.06, 75  # and a few of the others, for some weeks: they come back to who sent them
LATE = 0.12  # things to do of the past that are still to be done


@dataclass(frozen=True)
class Words:
    """What a trade writes: why people come, what was done for each theme, what comes next, what is kept apart."""

    first: tuple[str, ...]  # why people come the first time
    comes_for: tuple[str, ...]  # and the others
    done: dict[str, tuple[str, ...]]  # code of a theme → sentences
    ends_with: tuple[str, ...]
    to_do: tuple[str, ...]
    private: tuple[str, ...]
    sends_to: tuple[str, ...]  # platforms by their slug, partners by their name


def write_up(
    world: World, words: Words, platform: str, worker: str, people: Sequence[Person], day: date, at: time,
    minutes: int, channel: Interview.Channel, appointment: Appointment | None = None,
) -> Interview:  # fmt: skip
    """Write an interview, its notes, its encounters and what follows, as `write_interview` would have."""
    author, written_at = world.team[worker], world.stamp(day, at, minutes + world.rng.randint(1, 90))
    interview = world.keep(
        Interview(
            id=world.uuid(), platform=world.platforms[platform], date=day, starts_at=at, minutes=minutes,
            channel=channel, appointment=appointment, recorded_by=author, recorded_at=written_at,
        )
    )  # fmt: skip
    world.link(Interview.workers, interview_id=interview.pk, user_id=author.pk)
    for person in people:
        world.keep(InterviewParticipant(id=world.uuid(), interview=interview, beneficiary=person.row))
        met(
            world, source=interview.pk, kind=Encounter.Kind.INTERVIEW, day=day, at=at, person=person,
            platform_id=interview.platform_id,
        )  # fmt: skip
    new = (platform, people[0].row.pk) not in world.crowd.followed
    world.crowd.followed.update((platform, person.row.pk) for person in people)
    _write_notes(world, words, interview, words.first if new else words.comes_for)
    if world.rng.random() < NEXT_STEP:
        _plan(world, words, interview, people[0])
    if world.rng.random() < REFERRED:
        refer(world, world.rng.choice(words.sends_to), interview, people[0])
    return interview


def _write_notes(world: World, words: Words, interview: Interview, reasons: tuple[str, ...]) -> None:
    themes = world.rng.sample(sorted(words.done), world.rng.choices([1, 2, 3], [6, 4, 1])[0])
    text = summary(world.rng, words, reasons, themes)
    shared = InterviewNote(
        id=world.uuid(), interview=interview, kind=InterviewNote.Kind.SHARED, author=interview.recorded_by,
        readers=[interview.platform_id], text=text, written_at=interview.recorded_at,
    )  # fmt: skip
    world.keep(shared)
    for theme in themes:
        term = world.terms[INTERVIEW_THEME, theme]
        world.link(InterviewNote.themes, interviewnote_id=shared.pk, term_id=term.pk)
    if world.rng.random() < PRIVATE:
        world.keep(
            InterviewNote(
                id=world.uuid(), interview=interview, kind=InterviewNote.Kind.PRIVATE, readers=[],
                author=interview.recorded_by, text=world.rng.choice(words.private), written_at=interview.recorded_at,
            )
        )  # fmt: skip


def summary(rng: Random, words: Words, reasons: tuple[str, ...], themes: Sequence[str]) -> str:
    sentences = [rng.choice(reasons), *(rng.choice(words.done[theme]) for theme in themes)]
    if rng.random() < 0.75:
        sentences.append(rng.choice(words.ends_with))
    return " ".join(sentences)


def _plan(world: World, words: Words, interview: Interview, person: Person) -> None:
    due_on = next_open_day(interview.date + timedelta(days=world.rng.choice([2, 4, 6, 9, 13, 13, 20, 29])))
    done_on = due_on - timedelta(days=world.rng.randint(0, 3))
    still = done_on >= world.today or world.rng.random() < (LATE if due_on > world.today - timedelta(days=60) else 0)
    world.keep(
        Task(
            id=world.uuid(), beneficiary=person.row, platform=interview.platform, assignee=interview.recorded_by,
            interview=interview, what=world.rng.choice(words.to_do), due_on=due_on,
            done_on=None if still else max(done_on, interview.date), recorded_by=interview.recorded_by,
            recorded_at=interview.recorded_at,
        )
    )  # fmt: skip


def refer(world: World, to: str, interview: Interview, person: Person) -> Referral:
    """Send ``person`` from an interview to a platform (its slug) or to a partner (its name)."""
    return send(world, to, person, interview.date, interview.recorded_by, interview.recorded_at, interview.platform)


def send(
    world: World, to: str, person: Person | None, day: date, by, recorded_at, origin: Platform | None = None
) -> Referral:
    """Write a referral, and the answer it has had by now."""
    state, answered_on, reason = Referral.State.SENT, None, None
    platform = world.platforms.get(to)
    waited = (world.today - day).days
    answered = min(waited / ANSWERED_WITHIN, 1 - NEVER_ANSWERED if waited < GIVEN_UP_AFTER else 1)
    if world.rng.random() < answered:
        answered_on = day + timedelta(days=world.rng.randint(0, min(waited, 12)))
        states = [Referral.State.ACCEPTED, Referral.State.HONOURED, Referral.State.REFUSED]
        state = world.rng.choices(states, [5, 4 if waited > 10 else 0, 1 if platform else 0])[0]
    if state == Referral.State.REFUSED:
        refusals = sorted(code for name, code in world.terms if name == REFUSAL)
        reason = world.terms[REFUSAL, world.rng.choice(refusals)]
    return world.keep(
        Referral(
            id=world.uuid(), beneficiary=person.row if person else None, date=day, from_platform=origin,
            to_platform=platform, to_partner=None if platform else world.partners[to], state=state,
            answered_on=answered_on, refusal_reason=reason, recorded_by=by, recorded_at=recorded_at,
        )
    )  # fmt: skip
