from django.urls import path

from reception import building_views as building
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
    path("batiment/", building.building, name="building"),
    path("batiment/monde/", building.occupancy, name="occupancy"),
    path("batiment/compter/", building.count, name="count"),
    path("postes/", building.computers, name="computers"),
    path("postes/chercher/", building.seat_found, name="seat_found"),
    path("postes/<uuid:pk>/", building.seat, name="seat"),
    path("postes/seances/<uuid:pk>/terminer/", building.end, name="end_session"),
    path("postes/seances/<uuid:pk>/prolonger/", building.extend, name="extend_session"),
    path("postes/seances/<uuid:pk>/annuler/", building.cancel, name="cancel_session"),
]
