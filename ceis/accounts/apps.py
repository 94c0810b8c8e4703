from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ceis.accounts"
    verbose_name = "Comptes"
