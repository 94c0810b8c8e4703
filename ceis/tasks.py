"""Background work of the house itself."""

from celery import shared_task
from django.utils import timezone

from ceis.models import Draft, Heartbeat


@shared_task
def heartbeat() -> None:
    Heartbeat.objects.update_or_create(name="beat", defaults={"beaten_at": timezone.now()})


@shared_task
def purge_drafts() -> None:
    Draft.objects.expired().delete()
