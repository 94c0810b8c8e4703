from django.urls import path

from beneficiaries.views import (
    archive,
    create,
    duplicates,
    identity,
    imports,
    merge,
    obstacles,
    people,
    record,
    situation,
)

app_name = "beneficiaries"

urlpatterns = [
    path("", people.people, name="list"),
    path("recherche/", people.results, name="results"),
    path("nouvelle/", create.create, name="create"),
    path("ressemblances/", create.likeness, name="likeness"),
    path("archives/", archive.archived, name="archived"),
    path("archives/<uuid:pk>/rouvrir/", archive.reopen, name="reopen"),
    path("<uuid:pk>/archiver/", archive.archive, name="archive"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<uuid:pk>/", imports.detail, name="import"),
    path("imports/<uuid:pk>/avancement/", imports.progress, name="import_progress"),
    path("imports/<uuid:pk>/colonnes/", imports.columns, name="import_columns"),
    path("imports/<uuid:pk>/choix/", imports.decide, name="import_decide"),
    path("imports/<uuid:pk>/erreurs/", imports.errors, name="import_errors"),
    path("imports/<uuid:pk>/confirmer/", imports.confirm, name="import_confirm"),
    path("imports/<uuid:pk>/abandonner/", imports.abandon, name="import_abandon"),
    path("imports/<uuid:pk>/defaire/", imports.undo, name="import_undo"),
    path("doublons/", duplicates.pairs, name="duplicates"),
    path("doublons/<uuid:pk>/", merge.compare, name="compare"),
    path("doublons/<uuid:pk>/ecarter/", duplicates.set_aside, name="set_aside"),
    path("fusions/<uuid:pk>/", merge.merged, name="merged"),
    path("<uuid:pk>/meme-personne/", duplicates.same_person, name="same_person"),
    path("<uuid:pk>/", record.detail, name="detail"),
    path("<uuid:pk>/identite/", identity.identity, name="identity"),
    path("<uuid:pk>/situation/", situation.situation, name="situation"),
    path("<uuid:pk>/situation/<slug:name>/", situation.dimension, name="dimension"),
    path("<uuid:pk>/situation/ligne/<uuid:row>/", situation.correct, name="correct_situation"),
    path("<uuid:pk>/situation/ligne/<uuid:row>/fin/", situation.end, name="end_situation"),
    path("<uuid:pk>/freins/", obstacles.obstacles, name="obstacles"),
    path("<uuid:pk>/freins/<uuid:row>/", obstacles.step, name="obstacle_step"),
]
