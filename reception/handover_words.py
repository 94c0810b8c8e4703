"""What a word left at the desk should not say: whose, and what of their health."""

import re

from beneficiaries.models import Beneficiary
from ceis.text import name_words

MOST = 60  # words looked at
HEALTH = re.compile(
    r"\b(malad\w*|hopital|hospitalis\w*|enceinte|grossesse|depressi\w*|suicid\w*|cancer|vih|sida|diabet\w*|handicap\w*"
    r"|alcool\w*|drogu\w*|addict\w*|psychiatr\w*|psycholog\w*|traitement|medicament\w*|diagnosti\w*|violen\w*|battue?s?"
    r"|prison|detention|mise? a l epreuve)\b"
)
NAMED = "Cette consigne semble nommer {} : le registre des venues le dit déjà. Écrivez-la sans nom, ou confirmez."
OF_HEALTH = "Cette consigne semble parler de la vie de quelqu’un (« {} »). Écrivez-la autrement, ou confirmez."


def somebody_or_health(text: str, user) -> str:
    """Return what to ask about ``text``, "" when it looks harmless.

    A name: two words side by side that are the names of somebody of the file.
    """
    words = name_words(text)[:MOST]
    said = HEALTH.search(" ".join(words))
    if said:
        return OF_HEALTH.format(said.group())
    side_by_side = list(zip(words, words[1:], strict=False))
    pairs = {f"{one} {two}" for one, two in side_by_side} | {f"{two} {one}" for one, two in side_by_side}
    named = Beneficiary.objects.visible_to(user).called(pairs).first() if pairs else None
    return NAMED.format(named) if named else ""
