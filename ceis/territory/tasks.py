"""Background work on the map of zones."""

from celery import shared_task

from ceis.territory.models import ZoneFile


@shared_task
def forget_unconfirmed_files() -> None:
    ZoneFile.objects.forgotten().delete()
