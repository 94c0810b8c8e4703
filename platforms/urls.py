from django.urls import path

from platforms.views import agenda, appointment, day, interview, referral

app_name = "platforms"
urlpatterns = [
    path("ma-journee/", day.day, name="day"),
    path("ma-journee/attente/", day.waiting, name="waiting"),
    path("a-faire/<uuid:pk>/fait/", day.done, name="done"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("rendez-vous/nouveau/", appointment.book, name="book"),
    path("rendez-vous/nouveau/creneaux/", appointment.slots, name="slots"),
    path("rendez-vous/<uuid:pk>/", appointment.appointment, name="appointment"),
    path("rendez-vous/<uuid:pk>/etat/", appointment.state, name="state"),
    path("rendez-vous/<uuid:pk>/deplacer/", appointment.move, name="move"),
    path("rendez-vous/<uuid:pk>/annuler/", appointment.cancel, name="cancel"),
    path("entretiens/nouveau/", interview.write, name="write"),
    path("entretiens/<uuid:pk>/", interview.interview, name="interview"),
    path("entretiens/<uuid:pk>/corriger/", interview.correct, name="correct"),
    path("entretiens/<uuid:pk>/annuler/", interview.cancel, name="cancel_interview"),
    path("orientations/<uuid:pk>/reponse/", referral.answer, name="answer"),
]
