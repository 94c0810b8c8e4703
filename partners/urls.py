from django.urls import path

from partners import views

app_name = "partners"

urlpatterns = [
    path("", views.permanences, name="permanences"),
    path("nouvelle/", views.new_permanence, name="new_permanence"),
    path("<uuid:pk>/", views.permanence, name="permanence"),
    path("<uuid:pk>/annuler-une-date/", views.date_off, name="date_off"),
    path("<uuid:pk>/dates/<uuid:off>/retablir/", views.date_back, name="date_back"),
]
