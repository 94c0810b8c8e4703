from django.urls import path

from reception.views import counting, desk, handover, newcomer, visit, waiting

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
]
