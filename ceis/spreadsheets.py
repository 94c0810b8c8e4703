"""Text that leaves in a spreadsheet: a cell someone typed is never a formula on somebody else's computer."""

BOM = "\ufeff"  # French Excel reads UTF-8 only after it
# A cell that starts with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
