from django.db import models
from django.db.models import BooleanField, Case, Q, Value, When

from beneficiaries.file_kind import TAKEN
from beneficiaries.protected import open_family
from ceis.access import Permission
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import Sensitivity
from ceis.privacy import Keep, Personal
from ceis.terms.visibility import known_terms, open_terms

LARGEST_FILE = 15 * 1024 * 1024


class DocumentQuerySet(FactQuerySet):
    def visible_to(self, user):
        """What ``user`` may open: by the sensitivity of its type, its platform, and whether it is confidential.

        A paper of someone in danger tells where they live: their référents alone. One of the whole place whose type
        has become reserved stays open to whoever attached it.
        """
        if not user.may(Permission.FOLLOW_PEOPLE):
            return self.none()
        return self.standing().filter(self._readable(user), open_family(user))

    def known_to(self, user):
        """What ``user`` may learn of, each with ``is_open``: what is reserved to another platform is there, closed."""
        if not user.may(Permission.FOLLOW_PEOPLE):
            return self.none()
        readable = self._readable(user)
        known = readable | known_terms(user, "type") & Q(confidential=False)
        is_open = Case(When(readable, then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.standing().filter(known, open_family(user)).annotate(is_open=is_open)

    @staticmethod
    def _readable(user) -> Q:
        mine = Q(platform=None, recorded_by=user)
        if not user.may(Permission.HANDLE_SENSITIVE):
            mine &= ~Q(type__sensitivity=Sensitivity.SECRET)
        return open_terms(user, "type") & (Q(confidential=False) | Q(platform__in=user.platform_ids)) | mine

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def for_list(self):
        return self.select_related("type", "platform", "recorded_by").order_by("-recorded_at", "pk")


@keeps_history(exclude=("title", "file_name", "sha256"))
class Document(Fact):
    """A paper the person brought, with who may open it. Its bytes lie apart, and go when it is taken away."""

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="documents")
    type = models.ForeignKey("terms.Term", on_delete=models.PROTECT, related_name="+", verbose_name="sorte de document")
    platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="plateforme"
    )
    confidential = models.BooleanField("confidentiel", default=False)
    title = models.CharField("titre", max_length=120, blank=True)
    file_name = models.CharField("nom du fichier", max_length=150, blank=True)
    media_type = models.CharField(
        "format", max_length=80, choices=[(kind.media_type, kind.label) for kind in TAKEN]
    )  # fmt: skip
    size = models.PositiveIntegerField("octets")
    sha256 = models.CharField("empreinte", max_length=64, blank=True)

    privacy = Personal(
        "beneficiary", "garder les justificatifs de la personne", Keep.RECORD,
        ("title", "file_name", "size"), neutral=("sha256", "recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = DocumentQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "document"
        indexes = [models.Index(fields=["beneficiary", "-recorded_at"], name="beneficiaries_document_last")]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_document_confidential_to_a_platform",
                condition=Q(confidential=False) | Q(platform__isnull=False),
                violation_error_message="Un document confidentiel appartient à une plateforme : choisissez-la.",
            ),
            models.CheckConstraint(
                name="beneficiaries_document_size",
                condition=Q(size__gte=1, size__lte=LARGEST_FILE),
                violation_error_message="Un document pèse 15 Mo au plus.",
            ),
            models.CheckConstraint(
                name="beneficiaries_document_nothing_left_when_taken_away",
                condition=Q(cancelled_at=None) & ~Q(file_name="")
                | Q(cancelled_at__isnull=False, title="", file_name="", sha256=""),
                violation_error_message="Un document retiré ne garde ni titre ni nom de fichier.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name or "document retiré"


class DocumentContent(models.Model):
    """The bytes of a document: never listed, never in the history, deleted with it."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, primary_key=True, related_name="content")
    bytes = models.BinaryField("contenu")

    privacy = Personal("document__beneficiary", "garder les justificatifs de la personne", Keep.RECORD, ("bytes",))

    class Meta:
        verbose_name = "contenu d’un document"

    def __str__(self) -> str:
        return f"contenu de {self.document_id}"
