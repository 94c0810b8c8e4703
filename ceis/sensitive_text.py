"""What should not be typed in a note or a name: numbers and words that open somebody's rights, money or accounts.

Sources: NIR and its key, articles R115-1 to R115-4 of the Code de la sécurité sociale (97 − number modulo 97, with 2A
read 19 and 2B read 18); card numbers, ISO/IEC 7812-1 (Luhn key, first digit 3 to 6 for banking); IBAN, ISO 13616-1
(modulo 97 of the rearranged number is 1).
"""

import re
from enum import StrEnum


class Found(StrEnum):
    """What the text holds, as it is said to whoever typed it."""

    NIR = "un numéro de sécurité sociale"
    CARD = "un numéro de carte bancaire"
    IBAN = "un IBAN"
    PASSWORD = "un mot de passe"


GAP = r"[\s.\-]?"  # what people put between groups of digits; \s knows the French narrow spaces
NIR = re.compile(
    rf"(?<![0-9])[1-478]{GAP}[0-9]{{2}}{GAP}[0-9]{{2}}{GAP}[0-9][0-9AB]{GAP}[0-9]{{3}}{GAP}[0-9]{{3}}{GAP}[0-9]{{2}}"
    rf"(?![0-9])",
    re.IGNORECASE,
)
CARD = re.compile(rf"(?<![0-9])[3-6](?:{GAP}[0-9]){{14,18}}(?![0-9])")
CARD_LENGTHS = (15, 16, 19)
IBAN_START = re.compile(rf"(?<![A-Z0-9])[A-Z]{{2}}[0-9]{{2}}(?:{GAP}[A-Z0-9]){{10,30}}", re.IGNORECASE)
# Lengths of the SWIFT registry, for the countries whose accounts people of the place hold.
IBAN_LENGTHS = {
    "FR": 27, "MC": 27, "BE": 16, "LU": 20, "DE": 22, "ES": 24, "IT": 27, "PT": 25, "NL": 18, "IE": 22, "LT": 20,
    "GB": 22, "CH": 21, "PL": 28, "RO": 24, "BG": 22, "MT": 31, "EE": 20, "TN": 24, "TR": 26, "UA": 29, "GE": 22,
}  # fmt: skip
SECRET_WORD = r"(?:mots?\s+de\s+passe|mdp|password|code\s+(?:secret|pin|confidentiel))"
# A password is told by « : », « = » or « est », or stands right after the word with a digit inside. Speaking of
# passwords, which a digital mediator does all day, is not giving one.
PASSWORD = re.compile(
    rf"\b{SECRET_WORD}\b(?:[ \t]+\w+){{0,3}}?[ \t]*(?:[:=]|\b(?:est|c[’']est)\b)[ \t]*\S{{4,}}"
    rf"|\b{SECRET_WORD}\b[ \t]+(?=\S*\d)(?=\S*[^\W\d])\S{{4,}}",
    re.IGNORECASE,
)


SAYS_PASSWORD = re.compile(r"\b(?:mots?\s+de\s+passe|mdp|password)\b", re.IGNORECASE)


def find(text: str) -> list[Found]:
    """Return what ``text`` holds that a note should not, each kind once."""
    tests = {Found.NIR: has_nir, Found.CARD: has_card, Found.IBAN: has_iban, Found.PASSWORD: has_password}
    return [kind for kind, test in tests.items() if test(text)]


def mistaken_field(text: str) -> Found | None:
    """Return what ``text``, typed where a name or an address goes, should not be; speaking of a password is enough."""
    if has_nir(text):
        return Found.NIR
    return Found.PASSWORD if SAYS_PASSWORD.search(text) else None


def compact(text: str) -> str:
    return "".join(character for character in text.upper() if character.isalnum())


def has_nir(text: str) -> bool:
    return any(nir_key_holds(compact(match.group())) for match in NIR.finditer(text))


def nir_key_holds(nir: str) -> bool:
    """``nir``: its 15 characters, « 2A » and « 2B » included."""
    number = nir[:13].replace("2A", "19", 1).replace("2B", "18", 1)
    return number.isdecimal() and 97 - int(number) % 97 == int(nir[13:])


def has_card(text: str) -> bool:
    return any(luhn_holds(compact(match.group())) for match in CARD.finditer(text))


def luhn_holds(digits: str) -> bool:
    """A SIRET holds too, by construction: its 14 digits are no card's."""
    if len(digits) not in CARD_LENGTHS:
        return False
    doubled = (int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def has_iban(text: str) -> bool:
    written = (compact(match.group()) for match in IBAN_START.finditer(text))
    return any(iban_holds(iban[: IBAN_LENGTHS.get(iban[:2], 0)]) for iban in written)


def iban_holds(iban: str) -> bool:
    """``iban``: without spaces, cut at the length of its country."""
    rearranged = iban[4:] + iban[:4]
    return (
        len(iban) == IBAN_LENGTHS.get(iban[:2])
        and int("".join(str(int(character, 36)) for character in rearranged)) % 97 == 1
    )


def has_password(text: str) -> bool:
    return PASSWORD.search(text) is not None
