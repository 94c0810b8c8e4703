from django.urls import path

from beneficiaries.views import create, identity, people, record

app_name = "beneficiaries"

urlpatterns = [
    path("", people.people, name="list"),
    path("recherche/", people.results, name="results"),
    path("nouvelle/", create.create, name="create"),
    path("ressemblances/", create.likeness, name="likeness"),
    path("<uuid:pk>/", record.detail, name="detail"),
    path("<uuid:pk>/identite/", identity.identity, name="identity"),
]
