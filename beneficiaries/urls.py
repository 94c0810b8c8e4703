from django.urls import path

from beneficiaries.views import archive, create, identity, obstacles, people, record, situation

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
    path("<uuid:pk>/situation/", situation.situation, name="situation"),
    path("<uuid:pk>/situation/<slug:name>/", situation.dimension, name="dimension"),
    path("<uuid:pk>/situation/ligne/<uuid:row>/", situation.correct, name="correct_situation"),
    path("<uuid:pk>/situation/ligne/<uuid:row>/fin/", situation.end, name="end_situation"),
    path("<uuid:pk>/freins/", obstacles.obstacles, name="obstacles"),
    path("<uuid:pk>/freins/<uuid:row>/", obstacles.step, name="obstacle_step"),
]
