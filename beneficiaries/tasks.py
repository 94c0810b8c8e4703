"""Background work on the shared record."""

from uuid import UUID

from celery import shared_task

from beneficiaries import locating, residing


@shared_task
def locate_residence(residence_id: str) -> None:
    locating.locate(UUID(residence_id))


@shared_task
def sweep_residences() -> None:
    locating.sweep()


@shared_task
def keep_missing_residences() -> None:
    residing.keep_missing()
