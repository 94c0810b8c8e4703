import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ceis.access import Permission
from ceis.civil_time import PARIS, Period, today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import known_platform
from ceis.privacy import Keep, Personal
from ceis.terms.models import Term


class InterviewQuerySet(FactQuerySet):
    def known_to(self, user):
        """Interviews whose existence ``user`` may learn: those of their platforms, and of others not secret."""
        if not user.may(Permission.FOLLOW_PEOPLE):
            return self.none()
        return self.filter(known_platform(user))

    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def on(self, day: date):
        return self.filter(date=day)

    def of_platform(self, platform_id: int | None):
        """Interviews of one platform, or of the whole place when ``platform_id`` is None."""
        return self if platform_id is None else self.filter(platform=platform_id)

    def of_person(self, beneficiary):
        return self.filter(participants__beneficiary=beneficiary)

    def of_worker(self, user):
        return self.filter(workers=user)

    def of_platforms(self, platform_ids):
        return self.filter(platform__in=platform_ids)

    def for_list(self, user):
        """With what a line shows, and of the notes only those ``user`` may read."""
        themes = models.Prefetch("themes", Term.objects.of_the_trade_of(user))
        notes = InterviewNote.objects.visible_to(user).order_by("-kind").prefetch_related(themes)
        notes = models.Prefetch("notes", notes, to_attr="readable_notes")
        held = self.select_related("platform").prefetch_related("workers", notes)
        return held.order_by("-date", "-starts_at", "pk")

    def for_page(self, user):
        return (
            self.for_list(user)
            .select_related("platform", "appointment", "recorded_by")
            .prefetch_related("participants__beneficiary")
        )


@keeps_history
class Interview(Fact):
    """The act: when, how long, how, by whom. What was said is in `InterviewNote`, with its own readers."""

    class Channel(models.TextChoices):
        DESK = "desk", "à l’accueil"
        OFFICE = "office", "au bureau"
        PHONE = "phone", "par téléphone"
        HOME = "home", "à domicile"
        OUTSIDE = "outside", "à l’extérieur"
        VIDEO = "video", "en visio"
        POST = "post", "par courrier"
        EMAIL = "email", "par courriel"
        THIRD_PARTY = "third_party", "avec un tiers"

    platform = models.ForeignKey("ceis.Platform", on_delete=models.PROTECT, verbose_name="plateforme")
    date = models.DateField("jour")
    starts_at = models.TimeField("heure")
    minutes = models.PositiveSmallIntegerField("durée (minutes)")
    channel = models.CharField("comment", max_length=12, choices=Channel, default=Channel.OFFICE)
    workers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="interviews", verbose_name="par")
    appointment = models.ForeignKey(
        "platforms.Appointment", on_delete=models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    version = models.PositiveSmallIntegerField("version", default=1, db_default=1, editable=False)

    privacy = Personal(
        "participants__beneficiary", "suivre le parcours de la personne", Keep.RECORD, ("date", "starts_at"),
        neutral=("minutes", "version", "recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = InterviewQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "entretien"
        ordering = ["-date", "-starts_at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="platforms_interview_minutes",
                condition=Q(minutes__gte=1, minutes__lte=600),
                violation_error_message="La durée va de 1 à 600 minutes.",
            ),
        ]
        indexes = [models.Index(fields=["date", "platform"], name="platforms_interview_date")]

    def __str__(self) -> str:
        return f"entretien du {self.date:%d/%m/%Y}"

    def is_open_to(self, user) -> bool:
        """Whether ``user`` may read its content: until sharing exists, the content is its platform's."""
        return self.platform_id in user.platform_ids

    def may_be_corrected_by(self, user) -> bool:
        """Its author corrects it on the day it was written; afterwards it is history."""
        written_on = self.recorded_at.astimezone(PARIS).date()
        return self.may_be_cancelled_by(user) and written_on == today()

    def may_be_cancelled_by(self, user) -> bool:
        return self.recorded_by_id == user.pk and self.cancelled_at is None and self.is_open_to(user)


@keeps_history
class InterviewParticipant(models.Model):
    """Someone who was in the interview, named or not: what a funder calls an *accompagnement*."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    interview = models.ForeignKey("platforms.Interview", on_delete=models.CASCADE, related_name="participants")
    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
    )

    privacy = Personal("beneficiary", "suivre le parcours de la personne", Keep.RECORD, ())

    class Meta:
        verbose_name = "participant à un entretien"
        verbose_name_plural = "participants aux entretiens"
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "beneficiary"],
                name="platforms_participant_once",
                violation_error_message="Cette personne est déjà dans cet entretien.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.interview_id}"


class InterviewNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The texts ``user`` may read: their own private notes, and what was shared with one of their platforms."""
        if not user.may(Permission.FOLLOW_PEOPLE):
            return self.none()
        return self.filter(
            Q(kind=InterviewNote.Kind.PRIVATE, author=user)
            | Q(kind=InterviewNote.Kind.SHARED, readers__overlap=user.platform_ids)
        )


@keeps_history
class InterviewNote(models.Model):
    """The secret part of an interview: its themes and its text, shared or private, and the platforms that may read."""

    class Kind(models.TextChoices):
        SHARED = "shared", "résumé partagé"
        PRIVATE = "private", "note privée"

    class KeptReason(models.TextChoices):
        """Why a number or a password stays in a text in spite of the warning."""

        NONE = "", "—"
        PROCEDURE = "procedure", "nécessaire à une démarche en cours"
        ASKED = "asked", "la personne l’a demandé"
        NOT_ONE = "not_one", "ce n’en est pas un"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    interview = models.ForeignKey("platforms.Interview", on_delete=models.CASCADE, related_name="notes")
    participant = models.ForeignKey(
        "platforms.InterviewParticipant",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notes",
    )
    kind = models.CharField("genre", max_length=8, choices=Kind)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    readers = ArrayField(models.PositiveSmallIntegerField(), verbose_name="plateformes qui lisent", default=list)
    themes = models.ManyToManyField("terms.Term", related_name="+", verbose_name="thèmes")
    text = models.TextField("texte", max_length=20_000, blank=True)
    kept_reason = models.CharField(
        "pourquoi garder un numéro sensible", max_length=10, choices=KeptReason, blank=True, default="", db_default=""
    )
    written_at = models.DateTimeField("écrit le", auto_now_add=True)

    privacy = Personal(
        "interview__participants__beneficiary", "garder mémoire de l’accompagnement", Keep.RECORD,
        ("text", "written_at"), neutral=("readers",),
    )  # fmt: skip
    objects = InterviewNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note d’entretien"
        verbose_name_plural = "notes d’entretien"
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "participant", "kind", "author"],
                name="platforms_note_one_per_kind",
                nulls_distinct=False,
                violation_error_message="Cet entretien a déjà cette note.",
            ),
            models.CheckConstraint(
                name="platforms_note_private_is_read_by_nobody_else",
                condition=Q(kind="shared") | Q(readers=[]),
                violation_error_message="Une note privée n’est lue que par son auteur.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
