import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ceis.access import Permission
from ceis.privacy import Keep, Personal


class PeopleImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every import, for whoever may make one: what a colleague brought in is undone when they are away."""
        return self if user.may(Permission.IMPORT_PEOPLE) else self.none()

    def without_content(self):
        """For pages: the file itself is heavy, and is read by the worker only."""
        return self.defer("content").select_related("asked_by", "written_by", "undone_by")

    def unfinished(self):
        return self.filter(state__in=PeopleImport.AT_WORK)

    def locked(self, pk):
        """One import, its row locked until the end of the transaction; None when it is not among these."""
        return self.select_for_update(of=("self",)).filter(pk=pk).first()

    def in_attempt(self, pk, state: str, attempt: int):
        """The import ``pk``, while it is in ``state`` for the ``attempt``-th time."""
        return self.filter(pk=pk, state=state, attempts=attempt)

    def forgotten(self, moment: datetime):
        """Those nobody confirmed, whose file was laid too long ago."""
        waiting = [PeopleImport.State.REVIEW, PeopleImport.State.FAILED]
        return self.filter(state__in=waiting, asked_at__lt=moment - PeopleImport.KEPT_FOR)

    def over(self, moment: datetime):
        """Those of which nothing is left to do, read or undo: their name and headings may name someone."""
        return self.filter(asked_at__lt=moment - PeopleImport.UNDONE_WITHIN).filter(
            Q(state__in=[PeopleImport.State.REFUSED, PeopleImport.State.ABANDONED])
            | Q(written_at__lt=moment - PeopleImport.UNDONE_WITHIN)
        )


class PeopleImport(models.Model):
    """A file of people brought from elsewhere: read, reviewed, then written whole, and undone for thirty days."""

    class State(models.TextChoices):
        READING = "reading", "en lecture"
        REVIEW = "review", "à relire"
        WRITING = "writing", "en écriture"
        WRITTEN = "written", "écrit"
        UNDOING = "undoing", "en train d’être défait"
        UNDONE = "undone", "défait"
        REFUSED = "refused", "refusé"
        ABANDONED = "abandoned", "abandonné"
        FAILED = "failed", "en échec"

    AT_WORK = (State.READING, State.WRITING, State.UNDOING)
    MOST_ATTEMPTS = 3
    KEPT_FOR = timedelta(days=7)
    UNDONE_WITHIN = timedelta(days=30)

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    file_name = models.CharField("nom du fichier", max_length=120)
    content = models.BinaryField("fichier", null=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.READING)
    refusal = models.CharField("pourquoi", max_length=400, blank=True)
    # What the reader wants the agent to know: encoding guessed, formulas, columns left out.
    notes = models.JSONField("à savoir", default=list)
    # One per column: its heading, the field it fills ("" when it is left out), a value as an example.
    columns = models.JSONField("colonnes", default=list)
    done = models.PositiveIntegerField("lignes traitées", default=0)
    total = models.PositiveIntegerField("lignes", default=0)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    created_count = models.PositiveIntegerField("dossiers ouverts", default=0)
    left_out_count = models.PositiveIntegerField("lignes laissées de côté", default=0)
    known_count = models.PositiveIntegerField("personnes déjà là", default=0)
    removed_count = models.PositiveIntegerField("dossiers retirés", default=0)
    asked_at = models.DateTimeField("déposé le", default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="déposé par"
    )
    written_at = models.DateTimeField("écrit le", null=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="confirmé par"
    )
    undone_at = models.DateTimeField("défait le", null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="défait par"
    )

    privacy = Personal(
        "lines__makes", "reprendre un fichier de personnes", Keep.IMPORT,
        ("file_name", "content", "columns", "asked_at", "written_at", "undone_at"),
        ("refusal", "notes", "done", "total", "attempts", "created_count", "left_out_count", "known_count",
         "removed_count"),
    )  # fmt: skip
    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import de personnes"
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                name="beneficiaries_import_written_by_someone",
                condition=~Q(state__in=["written", "undoing", "undone"])
                | Q(written_at__isnull=False, written_by__isnull=False),
                violation_error_message="Un import écrit dit quand et par qui.",
            ),
            models.CheckConstraint(
                name="beneficiaries_import_keeps_no_file_once_over",
                condition=Q(state__in=["reading", "review", "writing", "failed"]) | Q(content=None),
                violation_error_message="Le fichier ne se garde pas une fois l’import terminé.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def is_undoable(self) -> bool:
        return self.state == self.State.WRITTEN and timezone.now() < self.undoable_until

    @property
    def undoable_until(self) -> datetime:
        return (self.written_at or timezone.now()) + self.UNDONE_WITHIN

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0
