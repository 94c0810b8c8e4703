from django.urls import path

from ceis.places import views

app_name = "places"

urlpatterns = [
    path("", views.place, name="place"),
    path("site/", views.site, name="new_site"),
    path("site/<uuid:pk>/", views.site, name="site"),
    path("salle/", views.room, name="new_room"),
    path("salle/<uuid:pk>/", views.room, name="room"),
    path("materiel/", views.equipment, name="new_equipment"),
    path("materiel/<uuid:pk>/", views.equipment, name="equipment"),
]
