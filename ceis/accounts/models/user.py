import uuid
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from ceis.access import MATRIX, Permission, Role
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal
from ceis.text import sort_key


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def closed(self):
        return self.filter(is_active=False)

    def visible_to(self, user):
        """The accounts ``user`` may open: all of them, for who answers for the team."""
        return self if user.may(Permission.MANAGE_TEAM) else self.none()

    def with_roles_of_the_day(self):
        """Each user with ``roles_of_the_day``, a list, in one more query for all."""
        held = Assignment.objects.held_today().for_list()
        return self.prefetch_related(models.Prefetch("assignments", held, to_attr="roles_of_the_day"))

    def following_people(self, day: date | None = None):
        """Staff who may receive people in an appointment on ``day`` (today by default)."""
        roles = [role for role, permissions in MATRIX.items() if Permission.FOLLOW_PEOPLE in permissions]
        return self.active().filter(Assignment.in_force(day, prefix="assignments__", role__in=roles)).distinct()

    def holding(self, permission: Permission):
        """Those whose roles of the day give ``permission``."""
        roles = [role for role, permissions in MATRIX.items() if permission in permissions]
        return self.active().filter(Assignment.in_force(prefix="assignments__", role__in=roles)).distinct()

    def following_on(self, platforms):
        """Staff who follow people today on any of ``platforms``."""
        roles = [role for role, permissions in MATRIX.items() if Permission.FOLLOW_PEOPLE in permissions]
        held = Assignment.in_force(prefix="assignments__", role__in=roles, platform__in=platforms)
        return self.active().filter(held).distinct()

    def of_platform(self, platform_id: int, day: date | None = None):
        return self.active().filter(Assignment.in_force(day, prefix="assignments__", platform=platform_id)).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@keeps_history
class User(AbstractBaseUser):
    """Someone who works here. What they may do comes from their assignments of the day, nothing else."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    email = models.EmailField("adresse électronique", unique=True)
    first_name = models.CharField("prénom", max_length=60)
    last_name = models.CharField("nom", max_length=60)
    sort_name = models.CharField("clé de tri", max_length=130, editable=False, db_index=True)
    phone = models.CharField("téléphone professionnel", max_length=20, blank=True)
    single_keys = models.BooleanField("raccourcis à une touche", default=True)
    is_active = models.BooleanField("compte ouvert", default=True)
    created_at = models.DateTimeField("créé le", default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    privacy = Personal(
        "",
        "faire travailler l’équipe",
        Keep.ACCOUNT,
        ("email", "first_name", "last_name", "sort_name", "phone", "password", "last_login", "created_at"),
    )
    objects = UserManager()

    class Meta:
        verbose_name = "membre de l’équipe"
        verbose_name_plural = "membres de l’équipe"
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args, **kwargs) -> None:
        self.sort_name = sort_key(f"{self.last_name} {self.first_name}")
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    def set_single_keys(self, on: bool) -> None:
        self.single_keys = on
        self.save(update_fields=["single_keys"])

    @cached_property
    def assignments_today(self) -> list["Assignment"]:
        """One query per request: every right is read from it."""
        if not self.is_active:
            return []
        return list(self.assignments.filter(Assignment.in_force()).select_related("platform"))

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(assignment.role) for assignment in self.assignments_today)

    @property
    def permissions(self) -> frozenset[Permission]:
        return frozenset(permission for role in self.roles for permission in MATRIX[role])

    @property
    def platform_ids(self) -> list[int]:
        """Platforms whose content this person may read and write today."""
        return sorted({a.platform_id for a in self.assignments_today if a.platform_id})

    @property
    def platforms(self) -> list:
        """The platforms of the day, in the order of the house."""
        by_id = {a.platform_id: a.platform for a in self.assignments_today if a.platform_id}
        return [by_id[number] for number in sorted(by_id)]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


from ceis.accounts.models.assignment import Assignment  # noqa: E402 - the two nouns name each other
