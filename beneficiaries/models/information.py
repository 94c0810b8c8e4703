from django.db import models
from django.db.models import Q

from beneficiaries.notice import VERSION
from ceis.access import Permission
from ceis.civil_time import today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal


class InformationQuerySet(FactQuerySet):
    def visible_to(self, user):
        """What people were told of their rights is known to whoever may look them up."""
        return self if user.may(Permission.FIND_PEOPLE) else self.none()

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def latest_first(self):
        return self.order_by("-day", "-recorded_at")


@keeps_history
class Information(Fact):
    """What a person was told of what is kept about them, what they agreed to, what they objected to.

    The place works for a mission of public interest: nobody is asked to consent to their record, everyone is told.
    """

    class Kind(models.TextChoices):
        TOLD = "told", "information donnée"
        REACHABLE = "reachable", "d’accord pour être recontactée"
        OBJECTION = "objection", "opposition"

    class Means(models.TextChoices):
        SHOWN = "shown", "notice montrée"
        HANDED = "handed", "notice remise"
        READ_ALOUD = "read_aloud", "notice lue à voix haute"
        POSTED = "posted", "notice envoyée par courrier"
        NONE = "", "sans notice"

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="information")
    kind = models.CharField("nature", max_length=10, choices=Kind, default=Kind.TOLD)
    means = models.CharField("manière", max_length=10, choices=Means, blank=True, default=Means.NONE)
    version = models.CharField("version de la notice", max_length=10, blank=True)
    day = models.DateField("jour", default=today)
    words = models.CharField("ce que la personne a dit", max_length=300, blank=True)

    privacy = Personal(
        "beneficiary", "pouvoir montrer que la personne a été informée", Keep.RECORD, ("day", "words"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason", "version"),
    )  # fmt: skip
    objects = InformationQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "information de la personne"
        ordering = ["-day"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_information_told_with_its_notice",
                condition=Q(kind="told") & ~Q(means="") & ~Q(version="") | ~Q(kind="told") & Q(means="", version=""),
                violation_error_message="Une information donnée dit par quelle notice, et comment.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_means_display().capitalize() if self.means else self.get_kind_display().capitalize()

    def words_open_to(self, user) -> bool:
        """An objection may tell of someone's situation: it is read by those who follow people, and by its author."""
        return user.may(Permission.FOLLOW_PEOPLE) or self.recorded_by_id == user.pk

    @classmethod
    def at_opening(cls, beneficiary, *, by, means: str = Means.SHOWN) -> "Information":
        """Return, unsaved, the line that says which notice a new person was shown."""
        return cls(beneficiary=beneficiary, kind=cls.Kind.TOLD, means=means, version=VERSION, recorded_by=by)
