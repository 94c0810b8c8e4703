"""Phone numbers as people type them, kept as the world dials them (E.164)."""

import phonenumbers
from phonenumbers import PhoneNumberFormat

REGION = "FR"
NOT_DIALLED = "Ce numéro ne s’appelle pas : vérifiez-le, par exemple 06 12 34 56 78."


def e164(typed: str) -> str | None:
    """Return « 06 12 34 56 78 » or « 00 33 6… » as « +33612345678 »; None when nobody could be called there."""
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def as_dialled(number: str) -> str:
    """Return a kept number as it is read aloud here: « 06 12 34 56 78 », other countries with their prefix."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:  # it was never one of ours
        return number
    national = parsed.country_code == phonenumbers.country_code_for_region(REGION)
    shape = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, shape).replace(" ", "\u00a0")


def beginning(digits: str) -> str:
    """Return what the kept form of a number being typed starts with: « 0612 » → « +33612 »; "" when it cannot tell."""
    if digits.startswith("+"):
        return digits
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+33{digits[1:]}" if digits.startswith("0") else ""
