"""The entrance of the house: of allauth's pages, only those the place uses."""

from allauth.account import views as allauth
from django.urls import path, re_path

from ceis.accounts import entrance, lock

urlpatterns = [
    path("", entrance.account, name="account"),
    path("raccourcis/", entrance.single_keys, name="single_keys"),
    path("verrouiller/", lock.lock, name="lock"),
    path("verrou/", lock.unlock, name="unlock"),
    path("verrou/changer/", lock.change_agent, name="change_agent"),
    path("presence/", lock.presence, name="presence"),
    path("guichet/", lock.counter_mode, name="counter_mode"),
    path("connexion/", allauth.login, name="account_login"),
    path("deconnexion/", allauth.logout, name="account_logout"),
    path("ferme/", allauth.account_inactive, name="account_inactive"),
    path("confirmer/", allauth.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", allauth.password_change, name="account_change_password"),
    path("mot-de-passe/oublie/", allauth.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        "^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/change/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
