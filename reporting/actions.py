"""What is done with a report: expect it, ask for it, sign it, correct it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ceis import civil_time
from ceis.accounts.models import User
from ceis.civil_time import Period
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.platform import installed_platforms
from reporting.bilans import MONTHLY
from reporting.document import document_of
from reporting.models import Report
from reporting.pdf import draw
from reporting.production import enqueue, is_due, produce


@transaction.atomic
def expect_reports(month: Period, *, by: User | None = None) -> None:
    """Expect the report of the place and of each platform for ``month``; those that exist are left as they are."""
    subjects = [None, *(config.number for config in installed_platforms())]
    Report.objects.bulk_create(
        [
            Report(bilan=MONTHLY.slug, platform_id=subject, starts_on=month.start, ends_on=month.end, asked_by=by)
            for subject in subjects
        ],
        ignore_conflicts=True,
    )
    for report in Report.objects.of_month(month).unfinished().only("pk"):
        enqueue(report.pk)


@transaction.atomic
def ask_reports(*, by: User, month: Period) -> Report:
    """Produce the reports of ``month`` now: those missing, failed or still provisional. Returns the place's.

    Raises: RuleViolation when the month has not begun.
    """
    if month.start > civil_time.today():
        raise RuleViolation("Ce mois n’a pas commencé.", field="month")
    expect_reports(month, by=by)
    for report in Report.objects.of_month(month).current():
        if report.state in (Report.State.PROVISIONAL, Report.State.FAILED):
            recompute(report=report, by=by)
    return Report.objects.of_month(month).current().of_place().get()


@transaction.atomic
def recompute(*, report: Report, by: User | None) -> Report:
    """Compute again a report that nobody has signed, or that failed."""
    locked = Report.objects.locked(report.pk)
    if locked.is_signed:
        raise RuleViolation("Ce rapport est signé : il ne change plus. Corrigez-le par une nouvelle version.")
    if not locked.is_running:
        expect_again(locked, by=by)
    enqueue(locked.pk)
    return locked


def expect_again(report: Report, *, by: User | None) -> None:
    report.state, report.progress, report.attempts = Report.State.EXPECTED, 0, 0
    report.save(update_fields=["state", "progress", "attempts"])
    record(by=by, action=Entry.Action.UPDATE, on=report)


@transaction.atomic
def sign(*, report: Report, by: User | None, seen_sha256: str) -> Report:
    """Freeze exactly the figures the signer saw. ``by`` None: the calendar signs.

    Raises: RuleViolation when the figures have changed since, or when the report is not ready to be signed.
    """
    locked = Report.objects.locked(report.pk)
    if locked.is_signed and locked.sha256 == seen_sha256 and locked.signed_by == by:
        return locked
    refuse_to_sign(locked, seen_sha256)
    locked.state, locked.signed_at, locked.signed_by = Report.State.SIGNED, timezone.now(), by
    locked.pdf = draw(document_of(locked))
    locked.save(update_fields=["state", "signed_at", "signed_by", "pdf"])
    record(by=by, action=Entry.Action.SIGN, on=locked)
    return locked


def refuse_to_sign(report: Report, seen_sha256: str) -> None:
    if report.is_signed:
        raise RuleViolation("Ce rapport est déjà signé.")
    if report.state != Report.State.PROVISIONAL:
        raise RuleViolation("Ce rapport n’est pas calculé : il se signe une fois ses chiffres arrêtés.")
    if not report.is_over:
        raise RuleViolation("Le mois n’est pas fini : ses chiffres grandissent encore. Il se signe le mois suivant.")
    if report.sha256 != seen_sha256:
        raise RuleViolation("Les chiffres ont changé depuis que vous les avez lus. Relisez-les, puis signez.")


@transaction.atomic
def correct(*, report: Report, by: User, why: str, id: UUID) -> Report:
    """Open the next version of a signed report; its differences will be listed. A second call returns the first one's.

    Raises: RuleViolation when the report is not signed, or already corrected.
    """
    locked = Report.objects.locked(report.pk)
    if not locked.is_signed:
        raise RuleViolation("Seul un rapport signé se corrige ; celui-ci peut encore être recalculé.")
    latest = Report.objects.versions_of(locked).last()
    if latest.pk == id:
        return latest
    if latest.version > locked.version:
        raise RuleViolation(f"La version {latest.version} corrige déjà ce rapport.")
    if Report.objects.filter(pk=id).exists():
        raise RuleViolation("Cette page a déjà servi à autre chose : rechargez-la.")
    corrected = Report.objects.create(
        id=id, bilan=locked.bilan, platform=locked.platform, starts_on=locked.starts_on, ends_on=locked.ends_on,
        version=locked.version + 1, why=why, asked_by=by,
    )  # fmt: skip
    record(by=by, action=Entry.Action.CREATE, on=corrected)
    enqueue(corrected.pk)
    return corrected


def sign_due_reports() -> None:
    """Sign what nobody signed by its day, on figures computed again at that very moment."""
    for report in Report.objects.provisional().without_document():
        if is_due(report, timezone.now()):
            sign_by_itself(report.pk)


def sign_by_itself(report_id: UUID) -> None:
    """Compute once more, then sign. When another worker took the report meanwhile, the next round signs."""
    with transaction.atomic():
        report = Report.objects.provisional().locked(report_id)
        if report is None:
            return
        expect_again(report, by=None)
    produce(report_id)
    computed = Report.objects.provisional().without_document().filter(pk=report_id).first()
    if computed:
        sign(report=computed, by=None, seen_sha256=computed.sha256)
