"""What the ledger of encounters counts: people once each, passages, who is new, who they are."""

from datetime import timedelta

from django.db.models import Count, F, Func, Q, Sum, TextField

from beneficiaries.models import Beneficiary, Encounter
from ceis.civil_time import HalfDay, Period
from ceis.french import WEEKDAYS
from ceis.indicators import Breakdown, Bucket, Indicator, choices, months

LEDGER = "registre des rencontres : venues, rendez-vous honorés, entretiens, ateliers, sorties"
NAMED = Q(beneficiary__isnull=False)
DISTINCT_PEOPLE = Count("unit", distinct=True)
# A distinct person, day and half-day; an unnamed group is one row, worth its headcount.
HALF_DAYS = Count(Func(F("unit"), F("date"), F("half_day"), function="ROW", output_field=TextField()), distinct=True)
ABSENCE = timedelta(days=365)
NEW = "nouvelles"


def encounters(period: Period, platform_id: int | None):
    return Encounter.objects.standing().during(period).of_platform(platform_id)


def encounters_with_past(period: Period, platform_id: int | None):
    """With what came before the first day of the period: in the whole place, or with the platform reported on."""
    return encounters(period, platform_id).with_last_before(period.start, platform_id)


def encounters_with_platforms(period: Period, platform_id: int | None):
    return encounters(period, platform_id).with_platforms_seen(period)


PEOPLE = Indicator(
    "people", "Personnes uniques", "personnes", encounters, DISTINCT_PEOPLE,
    "Personnes nommées rencontrées au moins une fois dans la période, chacune comptée une seule fois. Elles se"
    " recomptent pour chaque période et chaque plateforme ; elles ne s’additionnent jamais.",
    LEDGER, NAMED,
)  # fmt: skip
PASSAGES = Indicator(
    "passages", "Passages", "passages", encounters, HALF_DAYS + Sum(F("headcount") - 1, default=0),
    "Une personne présente une demi-journée fait un passage, quel que soit le nombre d’actes. Un groupe sans nom"
    " compte pour le nombre de personnes décomptées.",
    LEDGER,
)  # fmt: skip
UNNAMED = Indicator(
    "unnamed", "Personnes sans nom", "décomptées", encounters, Sum("headcount", default=0),
    "Personnes décomptées sans être nommées. Une même personne peut y être comptée plusieurs fois : elles sont dans"
    " les passages, pas dans les personnes uniques.",
    LEDGER, Q(beneficiary=None),
)  # fmt: skip
PEOPLE_WITH_PAST = Indicator(
    "people_with_past", "Personnes uniques", "personnes", encounters_with_past, DISTINCT_PEOPLE,
    "Nouvelle : première rencontre de toute l’histoire du registre (avec la plateforme, dans un rapport de"
    " plateforme). Revenue : aucune rencontre dans les douze mois avant le premier jour de la période.",
    LEDGER, NAMED,
)  # fmt: skip
PEOPLE_ACROSS = Indicator(
    "people_across", "Personnes uniques", "personnes", encounters_with_platforms, DISTINCT_PEOPLE,
    "Personnes rencontrées dans la période par deux plateformes ou plus : c’est ce que la somme des plateformes"
    " compte en trop.",
    LEDGER, NAMED,
)  # fmt: skip


def links(period: Period) -> list[Bucket]:
    long_ago = period.start - ABSENCE
    return [
        Bucket(NEW, Q(last_before=None)),
        Bucket("revenues (lien rétabli)", Q(last_before__lt=long_ago)),
        Bucket("déjà connues", Q(last_before__gte=long_ago)),
    ]


def seen_by(period: Period) -> list[Bucket]:
    return [
        Bucket("deux plateformes ou plus", Q(platforms_seen__gte=2)),
        Bucket("une seule plateforme, ou l’accueil", Q(platforms_seen__lt=2)),
    ]


# Inclusive ages reached in the year of the period; they part 0–120.
AGE_BANDS = [(0, 17), (18, 25), (26, 39), (40, 49), (50, 59), (60, 69), (70, 120)]


def age_label(youngest: int, oldest: int) -> str:
    if youngest == 0:
        return f"moins de {oldest + 1} ans"
    return f"{youngest} ans et plus" if oldest == 120 else f"{youngest}–{oldest} ans"


def ages(period: Period) -> list[Bucket]:
    year = period.end.year
    return [
        Bucket(
            age_label(youngest, oldest),
            Q(beneficiary__birth_year__gte=year - oldest, beneficiary__birth_year__lte=year - youngest),
        )
        for youngest, oldest in AGE_BANDS
    ]


def half_days(period: Period) -> list[Bucket]:
    return [
        Bucket(f"{weekday} {half_day.label}", Q(date__iso_week_day=number, half_day=half_day))
        for number, weekday in enumerate(WEEKDAYS, 1)
        for half_day in HalfDay
    ]


BY_LINK = Breakdown(
    "people_by_link", "Lien avec la personne", PEOPLE_WITH_PAST, buckets=links, unknown="", people=True, wanted=NEW
)
BY_SEX = Breakdown(
    "people_by_sex", "Sexe", PEOPLE, buckets=choices("beneficiary__sex", Beneficiary.Sex), people=True
)  # fmt: skip
BY_AGE = Breakdown("people_by_age", "Âge atteint dans l’année", PEOPLE, buckets=ages, people=True)
BY_NEIGHBOURHOOD = Breakdown(
    "people_by_neighbourhood", "Quartier", PEOPLE, "beneficiary__neighbourhood", people=True, most=10
)
# Each platform's uniques are the total of its own report: they stay, whatever their size.
BY_PLATFORM = Breakdown(
    "people_by_platform", "Personnes uniques par plateforme", PEOPLE, "platform__name",
    unknown="lieu, sans plateforme", partition=False,
)  # fmt: skip
OVERLAP = Breakdown(
    "people_by_overlap", "Personnes vues par", PEOPLE_ACROSS, buckets=seen_by, unknown="", people=True
)  # fmt: skip
BY_HALF_DAY = Breakdown("passages_by_half_day", "Passages par demi-journée", PASSAGES, buckets=half_days, unknown="")
PEOPLE_BY_MONTH = Breakdown("people_by_month", "Personnes uniques, treize mois", PEOPLE, buckets=months, unknown="")
PASSAGES_BY_MONTH = Breakdown("passages_by_month", "Passages, treize mois", PASSAGES, buckets=months, unknown="")
