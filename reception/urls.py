from django.urls import path

from reception.views import building, counting, desk, handover, newcomer, visit, waiting

app_name = "reception"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("chercher/", desk.found, name="found"),
    path("aujourd-hui/", desk.side, name="side"),
    path("venues/", desk.register, name="register"),
    path("venues/<uuid:pk>/", visit.visit, name="visit"),
    path("venues/<uuid:pk>/annuler/", visit.cancel, name="cancel"),
    path("venues/<uuid:pk>/je-recois/", waiting.take_in, name="take_in"),
    path("venues/<uuid:pk>/n-attend-plus/", waiting.no_more, name="no_more"),
    path("qui-m-attend/", waiting.mine, name="mine"),
    path("nouvelle-personne/", newcomer.newcomer, name="newcomer"),
    path("rendez-vous/<uuid:pk>/arrivee/", desk.arrival, name="arrival"),
    path("services/", counting.count, name="service"),
    path("consignes/", handover.handover, name="handover"),
    path("consignes/<uuid:pk>/retirer/", handover.take_back, name="take_back"),
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
