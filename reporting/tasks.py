"""Reports make themselves: each month is expected, each expected report is produced, each due one is signed."""

from uuid import UUID

from celery import shared_task

from ceis.civil_time import Period, today
from reporting import actions, production


@shared_task
def expect_reports() -> None:
    actions.expect_reports(Period.month(today()).previous_month())


@shared_task
def sweep_reports() -> None:
    production.sweep()


@shared_task
def sign_due_reports() -> None:
    actions.sign_due_reports()


@shared_task
def produce_report(report_id: str) -> None:
    production.produce(UUID(report_id))
