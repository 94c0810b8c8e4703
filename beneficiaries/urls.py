from django.urls import path

from beneficiaries.views import archive, create, duplicates, identity, merge, people, record

app_name = "beneficiaries"

urlpatterns = [
    path("", people.people, name="list"),
    path("recherche/", people.results, name="results"),
    path("nouvelle/", create.create, name="create"),
    path("ressemblances/", create.likeness, name="likeness"),
    path("archives/", archive.archived, name="archived"),
    path("archives/<uuid:pk>/rouvrir/", archive.reopen, name="reopen"),
    path("<uuid:pk>/archiver/", archive.archive, name="archive"),
    path("doublons/", duplicates.pairs, name="duplicates"),
    path("doublons/<uuid:pk>/", merge.compare, name="compare"),
    path("doublons/<uuid:pk>/ecarter/", duplicates.set_aside, name="set_aside"),
    path("fusions/<uuid:pk>/", merge.merged, name="merged"),
    path("<uuid:pk>/meme-personne/", duplicates.same_person, name="same_person"),
    path("<uuid:pk>/", record.detail, name="detail"),
    path("<uuid:pk>/identite/", identity.identity, name="identity"),
]
