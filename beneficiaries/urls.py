from django.urls import path

from beneficiaries.views import archive, create, identity, information, people, protection, record, referents

app_name = "beneficiaries"

urlpatterns = [
    path("", people.people, name="list"),
    path("recherche/", people.results, name="results"),
    path("suivies/", people.followed, name="followed"),
    path("information/", information.blank, name="notice"),
    path("nouvelle/", create.create, name="create"),
    path("ressemblances/", create.likeness, name="likeness"),
    path("archives/", archive.archived, name="archived"),
    path("archives/<uuid:pk>/rouvrir/", archive.reopen, name="reopen"),
    path("<uuid:pk>/archiver/", archive.archive, name="archive"),
    path("<uuid:pk>/", record.detail, name="detail"),
    path("<uuid:pk>/identite/", identity.identity, name="identity"),
    path("<uuid:pk>/protection/", protection.protection, name="protection"),
    path("<uuid:pk>/information/", information.information, name="information"),
    path("<uuid:pk>/referents/", referents.referents, name="referents"),
    path("<uuid:pk>/referents/<uuid:referent>/", referents.end, name="referent"),
]
