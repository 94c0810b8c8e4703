"""Background work on the shared record."""

from celery import shared_task

from beneficiaries.duplicates import merging, nightly


@shared_task
def search_duplicates() -> None:
    nightly.search_duplicates()


@shared_task
def move_stragglers() -> None:
    merging.move_stragglers()


@shared_task
def purge_merge_moves() -> None:
    nightly.purge_moves()
