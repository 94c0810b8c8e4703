"""What is done with files of people outside requests."""

from uuid import UUID

from celery import shared_task

from beneficiaries.imports import actions, work


@shared_task
def work_on_import(import_id: str) -> None:
    work.run(UUID(import_id))


@shared_task
def sweep_imports() -> None:
    work.sweep()


@shared_task
def purge_imports() -> None:
    actions.purge()
