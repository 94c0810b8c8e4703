from django.urls import path

from reception import views

app_name = "reception"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("chercher/", views.found, name="found"),
    path("aujourd-hui/", views.side, name="side"),
    path("venues/", views.register, name="register"),
    path("venues/<uuid:pk>/", views.visit, name="visit"),
    path("venues/<uuid:pk>/annuler/", views.cancel, name="cancel"),
    path("nouvelle-personne/", views.newcomer, name="newcomer"),
    path("rendez-vous/<uuid:pk>/arrivee/", views.arrival, name="arrival"),
]
