"""Who may do what: one matrix, readable by the manager who answers for it.

Two questions for every page. *May this role do this?* is answered here, by ``MATRIX`` and ``@requires``
(403 when not). *On which rows?* is answered by ``visible_to(user)`` of each confidential model (404 when not).
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse


class Role(models.TextChoices):
    RECEPTION = "reception", "accueil"
    VOLUNTEER = "volunteer", "volontaire"
    SOCIAL_WORKER = "social_worker", "travailleur social"
    DIGITAL_MEDIATOR = "digital_mediator", "médiateur numérique"
    BUDGET_ADVISER = "budget_adviser", "conseiller budget"
    HEALTH_ADVISER = "health_adviser", "conseiller santé"
    COORDINATOR = "coordinator", "coordinateur"
    MANAGER = "manager", "direction"
    DPO = "dpo", "délégué à la protection des données"
    ADMINISTRATOR = "administrator", "administrateur"
    PARTNER = "partner", "partenaire"


class Permission(models.TextChoices):
    USE_DESK = "use_desk", "tenir l’accueil : enregistrer les venues, voir qui attend"
    FIND_PEOPLE = "find_people", "chercher une personne, voir son identité et ses rendez-vous"
    CREATE_PEOPLE = "create_people", "créer le dossier d’une personne, corriger son identité"
    SEE_PLANNING = "see_planning", "voir l’agenda du lieu"
    SEE_EVERY_HOUR = "see_every_hour", "voir l’heure de tout rendez-vous, ceux des plateformes secrètes sans leur objet"
    BOOK = "book", "prendre, déplacer, annuler un rendez-vous"
    FOLLOW_PEOPLE = "follow_people", "suivre des personnes : écrire et lire les entretiens de sa plateforme"
    HANDLE_SENSITIVE = "handle_sensitive", "lire et noter, dans son équipe, santé, violences et justice"
    PROPOSE_MERGE = "propose_merge", "signaler que deux dossiers sont ceux de la même personne"
    MERGE_PEOPLE = "merge_people", "fusionner deux dossiers d’une même personne, défaire une fusion"
    IMPORT_PEOPLE = "import_people", "reprendre un fichier de personnes"
    RUN_FREE_ACCESS = "run_free_access", "tenir l’espace libre accès : qui est à quel ordinateur"
    SEE_BUILDING = "see_building", "voir qui est dans le bâtiment et quelles salles sont libres"
    MANAGE_PLACE = "manage_place", "tenir les salles, les ordinateurs et les permanences du lieu"
    MANAGE_LISTS = "manage_lists", "tenir les listes du lieu : motifs, services, freins, étiquettes"
    OVERSEE_SECRECY = "oversee_secrecy", "lire les abaissements de confidentialité"
    KEEP_ARCHIVE = "keep_archive", "archiver le dossier d’une personne, le rouvrir"
    OPEN_SETTINGS = "open_settings", "ouvrir les réglages du lieu"
    SEE_WORKSHOPS = "see_workshops", "voir le programme des ateliers"
    SEE_REPORTS = "see_reports", "lire les rapports d’activité du lieu"
    SIGN_REPORTS = "sign_reports", "demander, signer et corriger les rapports d’activité"
    MANAGE_TEAM = "manage_team", "ouvrir et fermer les comptes, donner les rôles"
    SEE_MATRIX = "see_matrix", "lire ce tableau des droits"
    SEE_INTERFACE = "see_interface", "voir la page des composants de l’interface"


_P = Permission
_PLATFORM_WORKER = {
    _P.USE_DESK, _P.FIND_PEOPLE, _P.CREATE_PEOPLE, _P.SEE_PLANNING, _P.BOOK, _P.FOLLOW_PEOPLE, _P.SEE_WORKSHOPS,
    _P.SEE_INTERFACE, _P.PROPOSE_MERGE, _P.MERGE_PEOPLE, _P.RUN_FREE_ACCESS, _P.SEE_BUILDING,
}  # fmt: skip

MATRIX: dict[Role, frozenset[Permission]] = {
    role: frozenset(permissions)
    for role, permissions in {
        Role.RECEPTION: {
            _P.USE_DESK, _P.FIND_PEOPLE, _P.CREATE_PEOPLE, _P.SEE_PLANNING, _P.SEE_EVERY_HOUR, _P.BOOK,
            _P.SEE_WORKSHOPS, _P.SEE_INTERFACE, _P.PROPOSE_MERGE, _P.RUN_FREE_ACCESS, _P.SEE_BUILDING,
        },
        Role.VOLUNTEER: {_P.SEE_WORKSHOPS, _P.RUN_FREE_ACCESS},
        Role.SOCIAL_WORKER: _PLATFORM_WORKER | {_P.HANDLE_SENSITIVE},
        Role.DIGITAL_MEDIATOR: _PLATFORM_WORKER,
        Role.BUDGET_ADVISER: _PLATFORM_WORKER | {_P.HANDLE_SENSITIVE},
        Role.HEALTH_ADVISER: _PLATFORM_WORKER | {_P.HANDLE_SENSITIVE},
        Role.COORDINATOR: _PLATFORM_WORKER | {
            _P.HANDLE_SENSITIVE, _P.SEE_REPORTS, _P.IMPORT_PEOPLE, _P.MANAGE_LISTS, _P.MANAGE_PLACE, _P.OPEN_SETTINGS,
            _P.KEEP_ARCHIVE,
        },
        Role.MANAGER: {
            _P.SEE_PLANNING, _P.SEE_EVERY_HOUR, _P.SEE_WORKSHOPS, _P.SEE_REPORTS, _P.SIGN_REPORTS, _P.SEE_MATRIX,
            _P.SEE_INTERFACE, _P.SEE_BUILDING, _P.MANAGE_PLACE, _P.MANAGE_LISTS, _P.OVERSEE_SECRECY,
            _P.OPEN_SETTINGS,
        },
        Role.DPO: {_P.SEE_REPORTS, _P.SEE_MATRIX, _P.OVERSEE_SECRECY, _P.OPEN_SETTINGS},
        Role.ADMINISTRATOR: {
            _P.MANAGE_TEAM, _P.SEE_MATRIX, _P.SEE_INTERFACE, _P.MANAGE_PLACE, _P.MANAGE_LISTS, _P.OPEN_SETTINGS,
        },
        Role.PARTNER: set(),
    }.items()
}  # fmt: skip

# Roles that belong to one platform: their assignment must name it.
PLATFORM_ROLES = frozenset(
    {Role.SOCIAL_WORKER, Role.DIGITAL_MEDIATOR, Role.BUDGET_ADVISER, Role.HEALTH_ADVISER, Role.COORDINATOR}
)

View = Callable[..., HttpResponse]


def requires(permission: Permission) -> Callable[[View], View]:
    """Refuse (403) whoever does not hold ``permission`` today; the sign-in page has already been asked for."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.may(permission):  # type: ignore[union-attr]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
