"""One way to make typed text safe to keep: forms, query strings and JSON all pass through here."""

import unicodedata

# Marks that reorder what is displayed: a name could read as another one.
BIDI_CONTROLS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# Letters Unicode does not take apart, as a French keyboard types them; the Arabic stroke that only lengthens.
ONE_LETTER = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "ħ": "h", "þ": "th", "ـ": ""}
)
LINE_BREAKS = {"\r\n": "\n", "\r": "\n"}


def clean_text(value: str) -> str:
    """Return ``value`` composed (NFC), without NUL, control characters, lone surrogates or bidi controls.

    Nothing that a person can read is lost, so this never refuses: refusing is the form's business.
    """
    for written, kept in LINE_BREAKS.items():
        value = value.replace(written, kept)
    value = value.translate(BIDI_CONTROLS)
    kept_characters = (c for c in value if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept_characters))


def sort_key(value: str) -> str:
    """Return ``value`` lower case and unaccented: the stored key lists are ordered by (« Éric » with « eric »)."""
    folded = value.casefold().translate(ONE_LETTER)
    decomposed = unicodedata.normalize("NFD", folded)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def name_words(value: str) -> list[str]:
    """Return the words of a name as they are compared: « D'Arc Jean-Noël » → d, arc, jean, noel."""
    return "".join(c if c.isalnum() else " " for c in sort_key(value)).split()
