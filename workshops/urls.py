from django.urls import path

from workshops import views

app_name = "workshops"

urlpatterns = [
    path("", views.programme, name="programme"),
    path("<uuid:pk>/", views.session, name="session"),
    path("<uuid:pk>/presences/", views.attendance, name="attendance"),
]
