"""Background work on the shared record: addresses to locate, files of people to read and to write."""

from uuid import UUID

from celery import shared_task

from beneficiaries import locating, residing
from beneficiaries.imports import actions, work


@shared_task
def locate_residence(residence_id: str) -> None:
    locating.locate(UUID(residence_id))


@shared_task
def sweep_residences() -> None:
    locating.sweep()


@shared_task
def keep_missing_residences() -> None:
    residing.keep_missing()


@shared_task
def work_on_import(import_id: str) -> None:
    work.run(UUID(import_id))


@shared_task
def sweep_imports() -> None:
    work.sweep()


@shared_task
def purge_imports() -> None:
    actions.purge()
