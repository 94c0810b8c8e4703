import pgtrigger
from django.conf import settings
from django.db import models

from ceis.access import Permission
from ceis.platform import Sensitivity
from ceis.privacy import Keep, Personal

FEW = 5  # below, a number of secret rows would point at someone


class LoweringQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Read by who answers for the place and by the DPO."""
        return self.all() if user.may(Permission.OVERSEE_SECRECY) else self.none()

    def for_list(self):
        return self.select_related("term", "by").order_by("-at", "-pk")


class Lowering(models.Model):
    """A term that more people read from now on: from what to what, by whom, why, how many rows it opened.

    Written in the transaction of the act; never changed.
    """

    term = models.ForeignKey("terms.Term", on_delete=models.PROTECT, related_name="lowerings", verbose_name="terme")
    before = models.CharField("avant", max_length=10, choices=Sensitivity)
    after = models.CharField("après", max_length=10, choices=Sensitivity)
    reason = models.CharField("pourquoi", max_length=300)
    opened = models.PositiveIntegerField("lignes ouvertes")
    at = models.DateTimeField("quand", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="par")

    privacy = Personal(
        "by", "répondre d’une confidentialité abaissée", Keep.JOURNAL, ("at", "reason"), neutral=("opened",)
    )
    objects = LoweringQuerySet.as_manager()

    class Meta:
        verbose_name = "abaissement de confidentialité"
        verbose_name_plural = "abaissements de confidentialité"
        constraints = [
            models.CheckConstraint(
                name="terms_lowering_says_why",
                condition=~models.Q(reason=""),
                violation_error_message="Un abaissement dit pourquoi.",
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.term} : {self.get_before_display()} → {self.get_after_display()}"

    @property
    def opened_few(self) -> bool:
        """Whether the number of rows stays unsaid: of a secret term, a small one would point at someone."""
        return self.before == Sensitivity.SECRET and self.opened < FEW
