"""The roof of the house: it may import everything."""

from django.urls import include, path

from ceis import views

urlpatterns = [
    path("", views.home, name="home"),
    path("vivant/", views.alive, name="alive"),
    path("pret/", views.ready, name="ready"),
    path("brouillons/", views.keep_draft, name="keep_draft"),
    path("interface/", views.interface, name="interface"),
    path("reglages/", views.settings_page, name="settings"),
    path("reglages/quartiers/", include("ceis.territory.urls")),
    path("reglages/lieu/", include("ceis.places.urls")),
    path("reglages/", include("ceis.terms.urls")),
    path("compte/", include("ceis.accounts.entrance_urls")),
    path("equipe/", include("ceis.accounts.urls")),
    path("personnes/", include("beneficiaries.urls")),
    path("reglages/permanences/", include("partners.urls")),
    path("ateliers/", include("workshops.urls")),
    path("", include("platforms.urls")),
    path("accueil/", include("reception.urls")),
    path("rapports/", include("reporting.urls")),
]

handler400 = "ceis.views.bad_request"
handler403 = "ceis.views.forbidden"
handler404 = "ceis.views.not_found"
handler500 = "ceis.views.server_error"
