"""What the invented people answered beyond their name: drawn from their own id, so that it moves no other dice."""

from random import Random

from beneficiaries.models import Beneficiary, Information
from beneficiaries.notice import VERSION
from beneficiaries.terms import LANGUAGE
from ceis.demo import World

LANGUAGES = {
    "fr": 46, "ary": 12, "arq": 8, "ar": 5, "ber": 4, "es": 4, "pt": 2, "en": 3, "ro": 4, "bg": 1, "rom": 2, "tr": 2,
    "ru": 1, "uk": 2, "ka": 1, "sq": 1, "ff": 1, "snk": 1, "fa": 1, "ps": 1, "vi": 1,
}  # fmt: skip
NATIONALITIES = {"fr": 42, "eu": 8, "other": 30, "": 20}
INTERPRETER, SECOND_PHONE, ALLOWS_PHOTO = 0.18, 0.1, 0.08
NO_ROOF, DOMICILED, HOME = 0.05, 0.1, 0.75
DOMICILED_AT = ("CCAS, 125 place Thermidor", "34000", "Montpellier")
BORN_IN = (
    "Montpellier", "Béziers", "Nîmes", "Oujda (Maroc)", "Nador (Maroc)", "Oran (Algérie)", "Constantine (Algérie)",
    "Tunis (Tunisie)", "Porto (Portugal)", "Bacău (Roumanie)", "Kharkiv (Ukraine)", "Conakry (Guinée)", "Alep (Syrie)",
)  # fmt: skip
NOTICES = ((2026, VERSION), (2022, "2022-1"), (0, "2018-1"))
MEANS = {Information.Means.SHOWN: 76, Information.Means.HANDED: 20, Information.Means.READ_ALOUD: 4}


def answer(world: World, person: Beneficiary) -> None:
    """Fill in what ``person`` was asked; many were asked little."""
    rng = Random(str(person.pk))
    if rng.random() < 0.8:
        person.language = world.terms[LANGUAGE, _drawn(rng, LANGUAGES)]
        person.needs_interpreter = person.language.code != "fr" and rng.random() < INTERPRETER
    person.nationality = _drawn(rng, NATIONALITIES)
    person.birth_place = rng.choice(BORN_IN) if rng.random() < 0.4 else ""
    person.photo_allowed = rng.random() < ALLOWS_PHOTO
    _phones(rng, person)
    _roof(rng, person)
    if rng.random() < 0.3:
        channel = Beneficiary.Channel
        person.preferred_channel = rng.choice([channel.PHONE, channel.SMS, channel.SMS, channel.IN_PERSON])
    if person.protected_contact or rng.random() < 0.25:
        danger = 0.8 if person.protected_contact else 0.1
        person.voicemail_safe, person.sms_safe, person.post_safe = (rng.random() > danger for _ in range(3))


def _phones(rng: Random, person: Beneficiary) -> None:
    if not person.phone:
        person.no_phone = rng.random() < 0.3
    elif rng.random() < SECOND_PHONE:
        # The range that ARCEP keeps for fiction.
        person.other_phone = f"+3363998{rng.randint(200, 9999):04d}"


def _roof(rng: Random, person: Beneficiary) -> None:
    kind, draw = Beneficiary.AddressKind, rng.random()
    if draw < NO_ROOF:
        person.address_kind, person.address, person.postcode = kind.NONE, "", ""
        person.city, person.neighbourhood = "Montpellier", ""
    elif draw < NO_ROOF + DOMICILED:
        person.address_kind, person.neighbourhood = kind.DOMICILED, ""
        person.address, person.postcode, person.city = DOMICILED_AT
    elif person.address and draw < NO_ROOF + DOMICILED + HOME:
        person.address_kind = kind.HOME


def told(world: World, person: Beneficiary) -> Information:
    """Return what ``person`` was told when their file was opened."""
    rng = Random(f"{person.pk} notice")
    line = Information.at_opening(person, by=person.created_by, means=_drawn(rng, MEANS))
    line.id, line.recorded_at, line.day = world.uuid(), person.created_at, person.created_at.date()
    line.version = next(version for since, version in NOTICES if line.day.year >= since)
    return line


def _drawn(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]
