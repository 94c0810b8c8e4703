"""Answering a referral, from the day or from the record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from ceis.access import Permission, requires
from ceis.facts import RuleViolation
from ceis.terms.models import Term
from platforms.actions import answer_referral
from platforms.models import Referral
from platforms.terms import REFUSAL


@requires(Permission.FOLLOW_PEOPLE)
@require_POST
def answer(request: HttpRequest, pk) -> HttpResponse:
    referral = get_object_or_404(Referral.objects.known_to(request.user), pk=pk)
    reasons = {reason.code: reason for reason in Term.objects.of(REFUSAL)}
    reason = reasons.get(request.POST.get("refusal", ""))
    accepted = request.POST.get("answer") == "accept"
    try:
        answer_referral(by=request.user, referral=referral, accepted=accepted, refusal_reason=reason)
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Orientation acceptée." if accepted else "Orientation refusée.")
    return redirect("platforms:day")
