"""Reading text whose separator and encoding nobody wrote down."""

import codecs
import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from charset_normalizer import from_bytes

from beneficiaries.imports.table import Table, Unreadable, table_of

SAMPLE = 200_000
SEPARATORS = {";": "le point-virgule", ",": "la virgule", "\t": "la tabulation", "|": "la barre verticale"}
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
]  # fmt: skip
# What French machines wrote before UTF-8; anything else would be a guess worse than these.
OLD_ENCODINGS = ["cp1252", "mac_roman", "cp850"]
EXPECTED = "\t\r\n\x00"
MOST_CONTROLS = 0.01  # of the characters: beyond, it is no text


def read_text(content: bytes, rank: Callable[[list[str]], int]) -> Table:
    text, notes = decode(content)
    # NUL is taken out before the reader sees it; a text full of control characters is something else, renamed.
    start = text[:SAMPLE]
    controls = sum(1 for character in start if unicodedata.category(character) == "Cc" and character not in EXPECTED)
    if controls > MOST_CONTROLS * len(start):
        raise Unreadable("Ce fichier n’est pas un tableau. Déposez un fichier CSV, XLSX, XLS ou ODS.")
    text = text.replace("\x00", "")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return table_of(numbered(rest, first.strip()[4], start=1), rank, notes)
    separator = separator_of(text[:SAMPLE])
    notes.append(f"Colonnes séparées par {SEPARATORS[separator]}.")
    return table_of(numbered(text, separator), rank, notes)


def decode(content: bytes) -> tuple[str, list[str]]:
    """Return the text, and what to check when the encoding had to be guessed."""
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), None) or unmarked_utf16(content)
    try:
        return content.decode(encoding or "utf-8"), []
    except UnicodeDecodeError:
        if encoding:
            raise Unreadable("Ce fichier est abîmé : son texte s’interrompt. Enregistrez-le de nouveau.") from None
    high = next(place for place, byte in enumerate(content) if byte > 127)
    around = content[max(0, high - SAMPLE // 2) : high + SAMPLE // 2]
    found = from_bytes(around, cp_isolation=OLD_ENCODINGS).best()
    encoding = found.encoding if found else "cp1252"
    text = content.decode(encoding, errors="replace")
    accented = next(word for word in text.split() if not word.isascii())
    return text, [
        f"Ce fichier n’est pas en UTF-8 : il est lu comme un fichier d’ancien format ({encoding}). "
        f"Vérifiez les accents, par exemple : « {accented[:60]} »."
    ]


def unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark: in French, one byte of two is zero."""
    start = content[:4000]
    pairs = max(1, len(start) // 2)
    if start[1::2].count(0) > 0.8 * pairs:
        return "utf-16-le"
    return "utf-16-be" if start[0::2].count(0) > 0.8 * pairs else None


def separator_of(sample: str) -> str:
    """The one that cuts the most lines in the same number of cells."""

    def regularity(separator: str) -> tuple[int, int]:
        widths = Counter(len(cells) for _, cells in numbered(sample, separator, strict=False) if any(cells))
        (width, lines), *_ = widths.most_common(1) or [(1, 0)]
        return (lines if width > 1 else 0, width)

    return max(SEPARATORS, key=regularity)


def numbered(text: str, separator: str, *, start: int = 0, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of its first line, cells); a cell between quotes may run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = start + 1
    try:
        for cells in reader:
            yield number, cells
            number = start + reader.line_num + 1
    except csv.Error:
        if strict:
            raise Unreadable(
                f"Un guillemet ouvert à la ligne {number} ne se referme pas. Corrigez-le, puis déposez de nouveau."
            ) from None
