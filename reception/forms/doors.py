"""Where a person may be sent from the desk: platforms, what is held today, partners, what is ahead.

A workshop or a permanence that is secret to the reader is not offered at all: a line without a name would say that
there is something, and for whom. Those who know of it send there; the front door sends to a platform.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Model

from ceis.civil_time import now, today
from ceis.french import day_month, hour
from ceis.models import Platform
from partners.models import Partner, Permanence
from reception.forms.chip_keys import letters
from workshops.models import Session

NOWHERE, ELSEWHERE = "", "ailleurs"
AHEAD = timedelta(days=14)
KINDS = {Platform: "platform", Partner: "partner", Session: "session", Permanence: "permanence"}


@dataclass(frozen=True)
class Chip:
    """The label of a choice: its words, its letter, the platform whose colour it wears."""

    text: str
    key: str
    platform: Platform | None = None
    code: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass
class Doors:
    """The doors ``user`` may send somebody to: as chips, as a list for the others, and by the value posted."""

    user: object
    by_value: dict[str, Model] = field(default_factory=dict)

    def __post_init__(self):
        self.platforms = list(Platform.objects.order_by("pk"))
        sessions = Session.objects.known_to(self.user).standing().ahead(until=today() + AHEAD).in_order()
        self.sessions = list(sessions)
        self.permanences = list(Permanence.objects.known_to(self.user).standing().not_over().for_list())
        self.held = Permanence.objects.visible_to(self.user).of_day(today())
        self.partners = list(Partner.objects.known_to(self.user).order_by("name"))
        for row in (*self.sessions, *self.permanences, *self.partners):
            self.by_value[value(row)] = row
        self.by_value |= {platform.slug: platform for platform in self.platforms}

    @property
    def sessions_today(self) -> list[Session]:
        return [row for row in self.sessions if row.date == today()]

    @property
    def today(self) -> list[Model]:
        """Workshops and permanences of today that are not over: two keys away, as the platforms are."""
        moment = now().time()
        rows = [*self.sessions_today, *(row for row in self.held if row.is_open_to(self.user))]
        return sorted((row for row in rows if row.ends_at > moment), key=lambda row: (row.starts_at, row.title))

    @property
    def chips(self) -> list[tuple[str, Chip]]:
        held = self.today
        labels = [*(platform.name for platform in self.platforms), "Partenaire, autre…", "Aucune orientation"]
        labels += [f"{row.title}, {hour(row.starts_at)}" for row in held]
        keys = letters(labels)
        chips = [Chip(label, key) for label, key in zip(labels, keys, strict=True)]
        count = len(self.platforms)
        of_platforms = [
            (platform.slug, Chip(chip.text, chip.key, platform))
            for platform, chip in zip(self.platforms, chips, strict=False)
        ]
        of_today = [(value(row), chip) for row, chip in zip(held, chips[count + 2 :], strict=True)]
        return [*of_platforms, *of_today, (ELSEWHERE, chips[count]), (NOWHERE, chips[count + 1])]

    @property
    def elsewhere(self) -> list[tuple]:
        return [
            ("", "Choisir"),
            ("Partenaires", [(value(row), row.name) for row in self.partners]),
            ("Ateliers à venir", [(value(row), f"{day_month(row.date)}, {row.title}") for row in self.sessions]),
            ("Permanences", [(value(row), f"{row.title}, {row.days_words}") for row in self.permanences]),
        ]

    def found(self, said: str) -> Model | None:
        return self.by_value.get(said)


def value(row: Model) -> str:
    """How a form names ``row``: platforms by their slug, the rest by kind and id."""
    return row.slug if isinstance(row, Platform) else f"{KINDS[type(row)]}:{row.pk}"
