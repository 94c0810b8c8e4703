"""The queue only says "look": what is to be done is a row, and running a task twice changes nothing."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ceis.settings")

app = Celery("ceis")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Paris time: settings.TIME_ZONE.
app.conf.beat_schedule = {
    "heartbeat": {"task": "ceis.tasks.heartbeat", "schedule": 60},
    "expected-reports": {"task": "reporting.tasks.expect_reports", "schedule": crontab(minute="*/10")},
    "unfinished-reports": {"task": "reporting.tasks.sweep_reports", "schedule": 60},
    "sign-due-reports": {"task": "reporting.tasks.sign_due_reports", "schedule": crontab(minute="*/10")},
    "addresses-to-locate": {"task": "beneficiaries.tasks.sweep_residences", "schedule": 60},
    "addresses-never-kept": {"task": "beneficiaries.tasks.keep_missing_residences", "schedule": crontab(minute=20)},
    "zone-files-never-confirmed": {
        "task": "ceis.territory.tasks.forget_unconfirmed_files",
        "schedule": crontab(hour=3, minute=10),
    },
    "unfinished-imports": {"task": "beneficiaries.tasks.sweep_imports", "schedule": 60},
    "old-imports": {"task": "beneficiaries.tasks.purge_imports", "schedule": crontab(hour=3, minute=10)},
    "old-drafts": {"task": "ceis.tasks.purge_drafts", "schedule": crontab(hour=3, minute=0)},
    "duplicates": {"task": "beneficiaries.tasks.search_duplicates", "schedule": crontab(hour="1-5", minute="*/10")},
    "merge-stragglers": {"task": "beneficiaries.tasks.move_stragglers", "schedule": crontab(minute="*/10")},
    "old-merge-moves": {"task": "beneficiaries.tasks.purge_merge_moves", "schedule": crontab(hour=3, minute=20)},
}
