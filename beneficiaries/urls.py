from django.urls import path

from beneficiaries.views import archive, create, document, family, identity, people, record, tags

app_name = "beneficiaries"

urlpatterns = [
    path("", people.people, name="list"),
    path("recherche/", people.results, name="results"),
    path("nouvelle/", create.create, name="create"),
    path("ressemblances/", create.likeness, name="likeness"),
    path("archives/", archive.archived, name="archived"),
    path("archives/<uuid:pk>/rouvrir/", archive.reopen, name="reopen"),
    path("<uuid:pk>/archiver/", archive.archive, name="archive"),
    path("<uuid:pk>/", record.detail, name="detail"),
    path("<uuid:pk>/identite/", identity.identity, name="identity"),
    path("<uuid:pk>/foyer/", family.household, name="household"),
    path("<uuid:pk>/foyer/<uuid:member>/", family.member, name="member"),
    path("<uuid:pk>/proches/", family.relatives, name="relatives"),
    path("<uuid:pk>/proches/<uuid:relative>/", family.relative, name="relative"),
    path("<uuid:pk>/representant/", family.measures, name="measures"),
    path("<uuid:pk>/representant/<uuid:measure>/", family.measure, name="measure"),
    path("<uuid:pk>/documents/", document.documents, name="documents"),
    path("<uuid:pk>/documents/<uuid:document>/", document.document, name="document"),
    path("<uuid:pk>/documents/<uuid:document>/retirer/", document.take_away, name="take_away"),
    path("<uuid:pk>/etiquettes/", tags.tags, name="tags"),
]
