"""Choosing whom a page is about, when its address does not say."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beneficiaries.search import find

LONGEST = 200


def choose_person(request: HttpRequest, question: str) -> HttpResponse:
    """Show a plain search field, whose answers come back to the same page with ``?personne=``."""
    typed = request.GET.get("q", "")[:LONGEST].strip()
    found = find(typed, user=request.user, wide=True) if typed else []
    return render(request, "platforms/choose_person.html", {"question": question, "typed": typed, "found": found})
