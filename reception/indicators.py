"""What the front door counts."""

from django.db.models import Case, F, Sum, Value, When

from ceis.civil_time import Period
from ceis.indicators import OTHERS, Breakdown, Indicator
from ceis.platform import Sensitivity
from reception.models import Visit


def visits(period: Period, platform_id: int | None):
    """The front door is the place's: no platform owns a visit. ``reason_shown`` does not name a secret reason."""
    shown = Case(When(reason__sensitivity=Sensitivity.SECRET, then=Value(OTHERS)), default=F("reason__label"))
    return Visit.objects.standing().during(period).annotate(reason_shown=shown)


VISITS = Indicator(
    "visits", "Venues à l’accueil", "venues", visits, Sum("headcount", default=0),
    "Personnes enregistrées à la porte, nommées ou décomptées. Qui vient deux fois le même jour fait deux venues.",
    "registre de l’accueil",
)  # fmt: skip
BY_REASON = Breakdown("visits_by_reason", "Venues par motif", VISITS, "reason_shown", unknown="", most=12)
