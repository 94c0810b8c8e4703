"""Background work on the shared record: addresses to locate, files of people, duplicates."""

from uuid import UUID

from celery import shared_task

from beneficiaries import locating, residing
from beneficiaries.duplicates import merging, nightly
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


@shared_task
def search_duplicates() -> None:
    nightly.search_duplicates()


@shared_task
def move_stragglers() -> None:
    merging.move_stragglers()


@shared_task
def purge_merge_moves() -> None:
    nightly.purge_moves()
