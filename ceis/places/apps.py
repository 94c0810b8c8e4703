from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ceis.places"
    verbose_name = "Lieux"
