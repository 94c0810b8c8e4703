"""What workshops count: sessions, presences, how full they were, and whose presences nobody wrote."""

from django.db.models import Count, Q, Sum

from ceis.civil_time import Period, today
from ceis.indicators import Breakdown, Indicator, Rate
from workshops.models import Session

SESSIONS = "feuilles de présence des ateliers"
HOW_MANY = Count("pk", distinct=True)


def sessions(period: Period, platform_id: int | None):
    """Sessions whose day has come: those of tomorrow are neither held nor missed."""
    past = Period(period.start, max(period.start, min(period.end, today())))
    return Session.objects.during(past).of_platform(platform_id).with_presences()


TAKING_PLACE = Q(cancelled_at=None)

HELD = Indicator(
    "sessions_held", "Séances tenues", "séances", sessions, HOW_MANY,
    "Séances d’atelier ou de groupe dont le jour est passé et qui n’ont pas été annulées.",
    SESSIONS, TAKING_PLACE,
)  # fmt: skip
CANCELLED = Indicator(
    "sessions_cancelled", "Séances annulées", "séances", sessions, HOW_MANY,
    "Séances annulées, quel que soit le motif.",
    SESSIONS, Q(cancelled_at__isnull=False),
)  # fmt: skip
PRESENCES = Indicator(
    "presences", "Présences en atelier", "présences", sessions, Sum("came", default=0),
    "Personnes présentes ou en retard, nommées ou décomptées, aux séances tenues. Qui vient à trois séances fait"
    " trois présences.",
    SESSIONS, TAKING_PLACE,
)  # fmt: skip
PLACES_NOTED = Indicator(
    "places_noted", "Places des séances dont la présence est saisie", "places", sessions, Sum("places", default=0),
    "Places offertes par les séances tenues dont la présence a été saisie.",
    SESSIONS, TAKING_PLACE & Q(noted=True),
)  # fmt: skip
FILL_RATE = Rate(
    "fill_rate", "Taux de remplissage", PRESENCES, PLACES_NOTED,
    "Présences ÷ places, sur les séances tenues dont la présence est saisie : une feuille manquante n’est pas une"
    " salle vide.",
)  # fmt: skip
UNNOTED = Indicator(
    "sessions_unnoted", "Séances sans présence saisie", "séances", sessions, HOW_MANY,
    "Séances passées et non annulées dont personne n’a écrit qui est venu.",
    SESSIONS, TAKING_PLACE & Q(noted=False),
)  # fmt: skip
UNNOTED_BY_PLATFORM = Breakdown(
    "unnoted_by_platform", "Séances sans présence saisie", UNNOTED, "platform__name", unknown="lieu, sans plateforme"
)
