import pgtrigger
from django.conf import settings
from django.db import models

from ceis.privacy import Keep, Personal


class Entry(models.Model):
    """Who did what to which object, and when. Written in the transaction of the act; never changed, never named.

    No name, no text, no search words: ids only.
    """

    class Action(models.TextChoices):
        READ = "read", "ouvrir"
        CREATE = "create", "créer"
        UPDATE = "update", "modifier"
        CANCEL = "cancel", "annuler"
        EXPORT = "export", "télécharger"
        SIGN = "sign", "signer"

    id = models.BigAutoField("numéro", primary_key=True)
    at = models.DateTimeField("quand", auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="qui"
    )
    action = models.CharField("acte", max_length=10, choices=Action)
    object_type = models.CharField("genre d’objet", max_length=60)
    object_id = models.CharField("objet", max_length=40)

    privacy = Personal(
        "actor", "savoir qui a ouvert ou changé quoi", Keep.JOURNAL, ("at", "object_id"), ("object_type",)
    )

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "lignes du journal"
        indexes = [models.Index(fields=["object_id", "at"], name="journal_entry_object")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.object_type} {self.object_id}"
