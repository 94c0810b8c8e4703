"""The monthly activity report of the place and of each platform, for its direction and board."""

from beneficiaries import indicators as ledger
from platforms import indicators as following
from reception import indicators as door
from reporting.bilans.bilan import Bilan, Section
from workshops import indicators as workshops

MONTHLY = Bilan(
    slug="mensuel",
    title="Rapport d’activité mensuel",
    sections=(
        Section(
            "Personnes et passages",
            figures=(ledger.PEOPLE, ledger.PASSAGES, ledger.UNNAMED),
            breakdowns=(ledger.BY_LINK, ledger.BY_HALF_DAY),
            series=(ledger.PEOPLE_BY_MONTH, ledger.PASSAGES_BY_MONTH),
        ),
        Section("Plateformes", breakdowns=(ledger.BY_PLATFORM, ledger.OVERLAP), place_only=True),
        Section("Porte d’entrée", figures=(door.VISITS,), breakdowns=(door.BY_REASON,), place_only=True),
        Section(
            "Ateliers",
            figures=(workshops.HELD, workshops.CANCELLED, workshops.PRESENCES, workshops.FILL_RATE),
        ),
        Section(
            "Rendez-vous et entretiens",
            figures=(
                following.APPOINTMENTS, following.HONOURED, following.NO_SHOW_RATE, following.HELD_INTERVIEWS,
                following.MINUTES,
            ),
            breakdowns=(following.BY_STATE, following.BY_CHANNEL),
        ),
        Section("D’une porte à l’autre", figures=(following.SENT, following.RECEIVED, following.ANSWER_RATE)),
        Section("Qui sont les personnes", breakdowns=(ledger.BY_SEX, ledger.BY_AGE, ledger.BY_NEIGHBOURHOOD)),
        Section(
            "Ce qui manque, et qui le doit",
            figures=(following.WITHOUT_OUTCOME, workshops.UNNOTED, following.OVERDUE),
            breakdowns=(
                following.WITHOUT_OUTCOME_BY_PLATFORM, workshops.UNNOTED_BY_PLATFORM, following.OVERDUE_BY_PLATFORM,
            ),
        ),
    ),
    key_figures=("people", "passages", "appointments_honoured", "interviews", "presences", "no_show_rate"),
    charts={
        "people_by_month": "columns",
        "passages_by_month": "columns",
        "passages_by_half_day": "heat",
    },
    left_out=(
        "Le délai entre la demande et le premier rendez-vous n’est pas publié : la date de la demande n’est pas encore"
        " enregistrée pour toutes les portes.",
    ),
)  # fmt: skip
