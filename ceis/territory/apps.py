from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "ceis.territory"
    verbose_name = "Territoire"
