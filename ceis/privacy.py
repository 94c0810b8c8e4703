"""Personal data declares itself: where it leads, what it is for, when it goes.

Every concrete model carries ``privacy``, a `Personal` or an `Impersonal`; a test reads every field of every model
and fails on what was not declared. Retention and subject access are driven from here.
"""

from dataclasses import dataclass
from enum import Enum


class Keep(Enum):
    """How long personal data stays, and what starts the clock."""

    RECORD = "deux ans après le dernier contact avec la personne"
    IMPORT = "sept jours après le dépôt ou l’écriture ; trente jours pour savoir quoi défaire"
    DRAFT = "sept jours après la dernière frappe"
    ACCOUNT = "un an après la fermeture du compte"
    JOURNAL = "douze mois"
    SESSION = "dix heures"
    MERGE = "trente jours après la fusion de deux dossiers"


@dataclass(frozen=True)
class Personal:
    """``path``: ORM path to the person ("" when the row is the person); ``fields``: what is personal in the row;
    ``neutral``: the other free fields, looked at and found harmless."""

    path: str
    purpose: str
    keep: Keep
    fields: tuple[str, ...]
    neutral: tuple[str, ...] = ()


@dataclass(frozen=True)
class Impersonal:
    reason: str


# Models that come with packages, named as app_label.Model.
THIRD_PARTY: dict[str, Personal | Impersonal] = {
    "auth.Permission": Impersonal("liste technique"),
    "auth.Group": Impersonal("inutilisé : les droits sont dans ceis.access"),
    "contenttypes.ContentType": Impersonal("liste technique"),
    "sessions.Session": Personal("session_key", "garder la session ouverte", Keep.SESSION, ("session_data",)),
    "account.EmailAddress": Personal("user", "se connecter", Keep.ACCOUNT, ("email",)),
    "account.EmailConfirmation": Personal("email_address__user", "se connecter", Keep.ACCOUNT, ("key",)),
    "pghistory.Context": Personal("metadata__user", "savoir qui a modifié", Keep.JOURNAL, ("metadata",)),
    "pghistory.Events": Impersonal("vue sans ligne propre"),
    "pghistory.MiddlewareEvents": Impersonal("vue sans ligne propre"),
}
