from django.urls import path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("demander/", views.ask, name="ask"),
    path("<uuid:report_id>/", views.detail, name="detail"),
    path("<uuid:report_id>/avancement/", views.progress, name="progress"),
    path("<uuid:report_id>/recalculer/", views.again, name="again"),
    path("<uuid:report_id>/signer/", views.sign, name="sign"),
    path("<uuid:report_id>/corriger/", views.correct, name="correct"),
    path("<uuid:report_id>/pdf/", views.pdf, name="pdf"),
    path("<uuid:report_id>/csv/", views.figures_csv, name="csv"),
    path("<uuid:report_id>/chiffres/<int:position>/", views.figure, name="figure"),
]
