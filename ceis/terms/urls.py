from django.urls import path

from ceis.terms import views

app_name = "terms"

urlpatterns = [
    path("listes/", views.lists, name="lists"),
    path("listes/<slug:name>/", views.one_list, name="list"),
    path("mots/<int:pk>/", views.term, name="term"),
    path("mots/<int:pk>/ordre/", views.move, name="move"),
    path("abaissements/", views.lowerings, name="lowerings"),
]
