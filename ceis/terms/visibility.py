"""Who may read a row that says a term of someone: an obstacle, a value of their situation, a tag, a document.

*Ordinary*: whoever follows people. *Reserved*: the team that wrote it; the others learn that it exists and who holds
it. *Secret* (health, violence, justice): those of that team whose trade it is; to all others the row is not there.
"""

from typing import TYPE_CHECKING

from django.db.models import Q

from ceis.access import Permission
from ceis.platform import Sensitivity, known_platform

if TYPE_CHECKING:
    from ceis.accounts.models import User


def open_terms(user: "User", term: str = "term", platform: str = "platform") -> Q:
    """Return the condition « what ``term`` says may be read by ``user`` », on rows written by the team ``platform``.

    Takes: ORM paths from the row to its term and to the platform whose team wrote it. A row without term is ordinary.
    """
    if not user.may(Permission.FOLLOW_PEOPLE):
        return Q(pk__in=[])
    ordinary = Q(**{f"{term}__isnull": True}) | Q(**{f"{term}__sensitivity": Sensitivity.ORDINARY})
    own = Q(**{f"{platform}__in": user.platform_ids})
    if not user.may(Permission.HANDLE_SENSITIVE):
        own &= ~Q(**{f"{term}__sensitivity": Sensitivity.SECRET})
    return (ordinary & known_platform(user, platform)) | own


def known_terms(user: "User", term: str = "term", platform: str = "platform") -> Q:
    """Return the condition « ``user`` may learn that the row exists »: what is reserved shows who holds it, no more."""
    if not user.may(Permission.FOLLOW_PEOPLE):
        return Q(pk__in=[])
    reserved = Q(**{f"{term}__sensitivity": Sensitivity.RESERVED}) & known_platform(user, platform)
    return open_terms(user, term, platform) | reserved
