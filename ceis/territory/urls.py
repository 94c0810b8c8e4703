from django.urls import path

from ceis.territory import views

app_name = "territory"
urlpatterns = [
    path("", views.zones, name="zones"),
    path("<uuid:pk>/", views.check, name="check"),
    path("<uuid:pk>/prendre/", views.take, name="take"),
]
