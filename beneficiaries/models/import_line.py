import uuid
from datetime import datetime

from django.db import models
from django.db.models import Count, Q

from beneficiaries.models.beneficiary import Beneficiary
from beneficiaries.models.people_import import PeopleImport
from ceis.privacy import Keep, Personal


class ImportLineQuerySet(models.QuerySet):
    def of_kind(self, kind: str):
        """Lines of one kind; all of them when ``kind`` names none."""
        return self.filter(kind=kind) if kind in ImportLine.Kind.values else self

    def at_fault(self):
        return self.filter(kind=ImportLine.Kind.ERROR)

    def undecided(self):
        return self.filter(kind=ImportLine.Kind.LIKELY, decision=ImportLine.Decision.TO_MAKE)

    def to_choose(self):
        """Lines that look like someone, decided or not."""
        return self.filter(kind__in=[ImportLine.Kind.KNOWN, ImportLine.Kind.LIKELY])

    def counts(self) -> dict[str, int]:
        """How many lines of each kind, the kinds without any included."""
        found = dict(self.order_by().values_list("kind").annotate(n=Count("pk")))
        return {kind: found.get(kind, 0) for kind in ImportLine.Kind.values}

    def opening(self):
        """Lines that open a file: the good ones, and those said to be somebody new."""
        new = Q(decision=ImportLine.Decision.NEW) & ~Q(kind=ImportLine.Kind.ERROR)
        return self.filter(Q(kind=ImportLine.Kind.GOOD) | new)

    def of_import(self, pk):
        return self.filter(people_import=pk)

    def numbered(self, number: int):
        return self.filter(number=number)

    def with_twins(self):
        return self.select_related("twin")

    def with_values(self):
        """Those whose values were not erased yet."""
        return self.exclude(values={})

    def readable_until(self, moment: datetime):
        """Those of imports written so long ago that their values have nothing more to say."""
        return self.filter(people_import__written_at__lt=moment - PeopleImport.KEPT_FOR)

    def undoable_until(self, moment: datetime):
        return self.filter(people_import__written_at__lt=moment - PeopleImport.UNDONE_WITHIN)


class ImportLine(models.Model):
    """One line of a file: what was understood of it, what is wrong, who it may already be, whom it opens."""

    class Kind(models.TextChoices):
        GOOD = "good", "bonne"
        ERROR = "error", "erreur"
        KNOWN = "known", "déjà là"
        LIKELY = "likely", "doublon possible"

    class Decision(models.TextChoices):
        TO_MAKE = "", "à choisir"
        SAME = "same", "c’est elle : ne rien créer"
        NEW = "new", "nouvelle personne"

    people_import = models.ForeignKey(
        PeopleImport, on_delete=models.CASCADE, related_name="lines", verbose_name="import"
    )
    number = models.PositiveIntegerField("numéro de ligne")
    kind = models.CharField("nature", max_length=6, choices=Kind)
    decision = models.CharField("choix", max_length=4, choices=Decision, blank=True, default=Decision.TO_MAKE)
    # What the file says, cleaned, by field of the person; emptied after seven days.
    values = models.JSONField("contenu", default=dict)
    # [field, value as written, French sentence]
    messages = models.JSONField("erreurs", default=list)
    # The id the person will have: known before they are written, so that writing twice cannot open two files.
    makes = models.UUIDField("personne ouverte", default=uuid.uuid4)
    twin = models.ForeignKey(
        Beneficiary, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="personne ressemblante"
    )
    twin_line = models.PositiveIntegerField("ligne ressemblante", null=True)
    reasons = models.JSONField("en quoi elles se ressemblent", default=list)

    privacy = Personal(
        "makes", "relire un fichier avant de l’écrire, le défaire", Keep.IMPORT,
        ("number", "values", "messages", "makes", "twin_line"), ("reasons",),
    )  # fmt: skip
    objects = ImportLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne d’import"
        ordering = ["people_import", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["people_import", "number"],
                name="beneficiaries_import_line_once",
                violation_error_message="Cette ligne est déjà lue.",
            ),
            models.UniqueConstraint(
                fields=["makes"],
                name="beneficiaries_import_line_makes_one",
                violation_error_message="Deux lignes n’ouvrent pas le même dossier.",
            ),
        ]
        indexes = [models.Index(fields=["people_import", "kind", "number"], name="beneficiaries_import_kind")]

    def __str__(self) -> str:
        return f"ligne {self.number}"

    @property
    def is_to_choose(self) -> bool:
        return self.kind in (self.Kind.KNOWN, self.Kind.LIKELY)

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.values.get("first_name"), self.values.get("last_name"))))
