"""Pages that tell what they should not, each in its own way: the crawler must find them all."""

import csv

from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.utils.html import escape
from weasyprint import HTML

from platforms.models import Appointment, InterviewNote, Task
from workshops.models import Session


def texts() -> list[str]:
    return list(InterviewNote.objects.order_by("pk").values_list("text", flat=True))


def page(request):
    return HttpResponse("<p>" + escape(" / ".join(texts())) + "</p>")


def options(request):
    titles = Session.objects.order_by("pk").values_list("title", flat=True)
    return HttpResponse("<select>" + "".join(f'<option value="{escape(title)}">x</option>' for title in titles))


def suggestions(request):
    found = [{"label": task.what.replace("C", "\u0043")} for task in Task.objects.all()]
    return JsonResponse({"results": found}, json_dumps_params={"ensure_ascii": True})


def table(request):
    response = HttpResponse(content_type="text/csv")
    csv.writer(response).writerows([[text] for text in texts()])
    return response


def document(request):
    return HttpResponse(HTML(string=f"<p>{escape(' '.join(texts()))}").write_pdf(), content_type="application/pdf")


def header(request):
    reason = Appointment.objects.exclude(cancel_reason="").order_by("-cancel_reason")[0].cancel_reason
    why = Appointment.objects.filter(cancel_reason__startswith="CANARI").values_list("cancel_reason", flat=True)
    response = HttpResponse("<p>rien ici</p>")
    response["Content-Disposition"] = f'attachment; filename="{[*why, reason][0]}.txt"'
    return response


def linked(request):
    return HttpResponse('<a href="/cache/?mot=1">suite</a>')


def behind(request):
    return HttpResponse(escape(" ".join(texts())) if request.GET.get("mot") else "<p>rien</p>")


def searched(request):
    found = [text for text in texts() if request.GET.get("q", "").lower() in text.lower()]
    return HttpResponse(escape(str(found)) if request.GET.get("q") else "<p>Cherchez.</p>")


urlpatterns = [
    path("presence/", searched, name="presence"),  # the lock asks where it is
    path("page/", page, name="page"),
    path("options/", options, name="options"),
    path("suggestions/", suggestions, name="suggestions"),
    path("table/", table, name="table"),
    path("document/", document, name="document"),
    path("entete/", header, name="header"),
    path("lien/", linked, name="linked"),
    path("cache/", behind, name="behind"),
    path("recherche/", searched, name="searched"),
]
PLANTED = {"/page/", "/options/", "/suggestions/", "/table/", "/document/", "/entete/", "/cache/?mot=1", "/recherche/"}
