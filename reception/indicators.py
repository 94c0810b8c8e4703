"""What the front door counts."""

from django.db.models import Count, Sum

from ceis.civil_time import Period
from ceis.indicators import Breakdown, Indicator
from reception.models import ServiceGiven, Visit


def visits(period: Period, platform_id: int | None):
    """The front door is the place's: no platform owns a visit."""
    return Visit.objects.standing().during(period)


def reasons_said(period: Period, platform_id: int | None):
    """One row for each reason of each visit."""
    return visits(period, platform_id).with_reason_shown()


def services(period: Period, platform_id: int | None):
    return ServiceGiven.objects.standing().during(period)


VISITS = Indicator(
    "visits", "Venues à l’accueil", "venues", visits, Sum("headcount", default=0),
    "Personnes enregistrées à la porte, nommées ou décomptées. Qui vient deux fois le même jour fait deux venues.",
    "registre de l’accueil",
)  # fmt: skip
REASONS_SAID = Indicator(
    "visit_reasons", "Motifs de venue", "mentions", reasons_said, Sum("headcount", default=0),
    "Motifs donnés à la porte. Une venue qui a deux motifs compte dans chacun : leur somme dépasse celle des venues.",
    "registre de l’accueil",
)  # fmt: skip
BY_REASON = Breakdown("visits_by_reason", "Venues par motif", REASONS_SAID, "reason_shown", unknown="", most=12)
SERVICES = Indicator(
    "services_given", "Services rendus à l’accueil", "services", services, Count("pk"),
    "Services comptés au comptoir, corrections du jour déduites.", "compteurs de l’accueil",
)  # fmt: skip
BY_SERVICE = Breakdown("services_by_kind", "Services rendus par nature", SERVICES, "service__label", unknown="")
