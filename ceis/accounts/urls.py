from django.urls import path

from ceis.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.team, name="team"),
    path("nouveau/", views.create, name="create"),
    path("droits/", views.matrix, name="matrix"),
    path("<uuid:pk>/", views.member, name="member"),
    path("<uuid:pk>/invitation/", views.invite, name="invite"),
    path("<uuid:pk>/fermer/", views.close, name="close"),
    path("<uuid:pk>/rouvrir/", views.reopen, name="reopen"),
    path("roles/<uuid:pk>/fin/", views.end_role, name="end_role"),
]
