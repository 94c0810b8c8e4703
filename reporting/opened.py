"""Behind a figure: the rows it counted, without anyone's name, and nothing of a secret platform but how many."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Model, Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from beneficiaries.models import Encounter
from ceis import french
from ceis.civil_time import HalfDay
from ceis.indicators import Breakdown, Indicator, Rate
from ceis.platform import known_platform
from platforms.models import Appointment, Interview, Referral
from reception.models import Visit
from reporting.bilans import BILANS
from reporting.models import Figure
from workshops.models import Session

LINES_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    day: date
    half_day: str
    nature: str
    platform: str
    reference: str


def of_encounter(row: Encounter, reference: Callable[[object], str]) -> Line:
    who = reference(row.unit) if row.beneficiary_id else f"sans nom ({row.headcount})"
    return Line(row.date, row.get_half_day_display(), row.get_kind_display(), place(row.platform), who)


def of_appointment(row: Appointment, reference: Callable[[object], str]) -> Line:
    half_day = HalfDay.of(row.starts_at).label
    nature = f"rendez-vous {row.get_status_display()}"
    return Line(row.date, half_day, nature, place(row.platform), reference(row.pk))


def of_interview(row: Interview, reference: Callable[[object], str]) -> Line:
    nature = f"entretien {row.get_channel_display()}, {french.minutes(row.minutes)}"
    return Line(row.date, HalfDay.of(row.starts_at).label, nature, place(row.platform), reference(row.pk))


def of_session(row: Session, reference: Callable[[object], str]) -> Line:
    nature = "séance annulée" if row.cancelled_at else f"séance, {row.places} places"
    return Line(row.date, HalfDay.of(row.starts_at).label, nature, place(row.platform), reference(row.pk))


def of_visit(row: Visit, reference: Callable[[object], str]) -> Line:
    nature = "venue à l’accueil" if row.headcount == 1 else f"venue à l’accueil ({row.headcount} personnes)"
    return Line(row.date, HalfDay.of(row.arrived_at).label, nature, place(None), reference(row.pk))


def of_referral(row: Referral, reference: Callable[[object], str]) -> Line:
    nature = f"orientation {row.get_state_display()} ({place(row.from_platform)} → {door(row)})"
    return Line(row.date, "", nature, place(row.to_platform or row.from_platform), reference(row.pk))


def door(row: Referral) -> str:
    """Where to, without naming a workshop, a partner or its permanence: some are secret."""
    return str(row.to_platform) if row.to_platform_id else "atelier" if row.to_session_id else "partenaire"


def place(platform: object) -> str:
    return str(platform) if platform else "lieu"


# How a row is told, and the platforms it speaks of.
TOLD: dict[type[Model], tuple[Callable[..., Line], tuple[str, ...]]] = {
    Encounter: (of_encounter, ("platform",)),
    Appointment: (of_appointment, ("platform",)),
    Interview: (of_interview, ("platform",)),
    Session: (of_session, ("platform",)),
    Visit: (of_visit, ()),
    Referral: (of_referral, ("from_platform", "to_platform", "to_session__platform")),
}


def declared(figure: Figure) -> Iterator[Indicator]:
    """Yield the indicator whose rows ``figure`` counted, when the bilan still declares it."""
    for section in BILANS[figure.report.bilan].sections:
        for item in (*section.figures, *section.breakdowns):
            if item.code == figure.code:
                yield item.top if isinstance(item, Rate) else item.of if isinstance(item, Breakdown) else item


def opened(figure: Figure, request: HttpRequest) -> dict:
    """What the page of a figure shows to its reader."""
    indicator = next(declared(figure), None)
    context = {"figure": figure, "page": None, "lines": [], "secret": ""}
    if indicator is None or not figure.rows:
        return context
    model = indicator.source(figure.report.period, figure.report.platform_id).model
    tell, platforms = TOLD[model]
    known = Q()
    for path in platforms:
        known &= known_platform(request.user, path)
    counted = model.objects.filter(pk__in=figure.rows)
    shown = counted.filter(known).select_related(*platforms).order_by("date", "pk")
    page = Paginator(shown, LINES_A_PAGE).get_page(request.GET.get("page"))
    lines = [tell(row, lambda unit: reference_in(figure, unit)) for row in page]
    return context | {"page": page, "lines": lines, "secret": few(len(figure.rows) - page.paginator.count)}


def reference_in(figure: Figure, unit: object) -> str:
    """An opaque name for ``unit`` in this figure only: two figures cannot be laid side by side to describe someone."""
    return salted_hmac("reporting.opened", f"{figure.pk} {unit}").hexdigest()[:6].upper()


def few(count: int) -> str:
    """How many rows are kept secret: « 40 », « moins de 5 », or "" for none."""
    if not count:
        return ""
    return french.number(count) if count >= settings.SMALLEST_CELL else f"moins de {settings.SMALLEST_CELL}"
