from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "ceis.journal"
    verbose_name = "Journal"
