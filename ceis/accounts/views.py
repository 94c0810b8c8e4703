"""The team: who has an account, in which roles, and what each role may do."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ceis import drafts
from ceis.access import MATRIX, Permission, requires
from ceis.accounts import actions, invitation
from ceis.accounts.forms import AccountForm, EndRoleForm, RoleForm, put
from ceis.accounts.models import Assignment, User
from ceis.facts import RuleViolation


@requires(Permission.MANAGE_TEAM)
@require_GET
def team(request: HttpRequest) -> HttpResponse:
    everyone = User.objects.visible_to(request.user).with_roles_of_the_day()
    return render(request, "accounts/team.html", {"opened": everyone.active(), "closed": everyone.closed()})


@requires(Permission.MANAGE_TEAM)
@require_http_methods(["GET", "POST"])
@transaction.non_atomic_requests  # the invitation leaves once the account is there for good
def create(request: HttpRequest) -> HttpResponse:
    name = ("account", "new")
    token = drafts.token(request.user, *name, back=request.path)
    form = AccountForm(request.POST or None, initial=drafts.restore(request.user, *name) | {"draft": token})
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.open_account(by=request.user, user=form.account, assignment=form.instance)
        except RuleViolation as refusal:
            put(form, refusal)
        else:
            drafts.discard(request.user, *name)
            return invited(request, user)
    return render(request, "accounts/create.html", {"form": form})


def invited(request: HttpRequest, user: User) -> HttpResponse:
    """Send the link by mail, or show it once so that it can be handed over."""
    if invitation.mailed(request, user):
        messages.success(request, f"Une invitation est partie à {user.email}.")
        return redirect("accounts:member", pk=user.pk)
    return render(request, "accounts/invitation.html", {"member": user, "link": invitation.link(request, user)})


@requires(Permission.MANAGE_TEAM)
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    name = ("role", user.pk)
    token = drafts.token(request.user, *name, back=request.path)
    initial = drafts.restore(request.user, *name) | {"draft": token}
    form = RoleForm(request.POST or None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(by=request.user, assignment=form.instance)
        except RuleViolation as refusal:
            put(form, refusal)
        else:
            drafts.discard(request.user, *name)
            messages.success(request, f"{user} tient maintenant ce rôle : {form.instance}.")
            return redirect("accounts:member", pk=user.pk)
    roles = user.assignments.for_list()
    return render(request, "accounts/member.html", {"member": user, "roles": roles, "form": form})


@requires(Permission.MANAGE_TEAM)
@require_http_methods(["GET", "POST"])
def end_role(request: HttpRequest, pk: UUID) -> HttpResponse:
    assignment = get_object_or_404(
        Assignment.objects.visible_to(request.user).select_related("user", "platform"), pk=pk
    )
    form = EndRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(by=request.user, assignment=assignment, last_day=form.cleaned_data["ends_on"])
        except RuleViolation as refusal:
            put(form, refusal)
        else:
            messages.success(request, f"C’est noté pour {assignment.user} : {assignment}.")
            return redirect("accounts:member", pk=assignment.user_id)
    return render(request, "accounts/end_role.html", {"assignment": assignment, "form": form})


@requires(Permission.MANAGE_TEAM)
@require_POST
@transaction.non_atomic_requests
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.user).active(), pk=pk)
    actions.make_invitation(by=request.user, user=user)
    return invited(request, user)


@requires(Permission.MANAGE_TEAM)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    refused = ""
    if request.method == "POST":
        try:
            actions.close_account(by=request.user, user=user)
        except RuleViolation as refusal:
            refused = refusal.message
        else:
            messages.success(request, f"Le compte de {user} est fermé.")
            return redirect("accounts:team")
    return render(request, "accounts/close.html", {"member": user, "refused": refused})


@requires(Permission.MANAGE_TEAM)
@require_POST
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    actions.reopen_account(by=request.user, user=user)
    messages.success(request, f"Le compte de {user} est rouvert. Invitez la personne à choisir un mot de passe.")
    return redirect("accounts:member", pk=user.pk)


@requires(Permission.SEE_MATRIX)
@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    rows = [(p, [(role, p in permissions) for role, permissions in MATRIX.items()]) for p in Permission]
    return render(request, "accounts/matrix.html", {"roles": list(MATRIX), "rows": rows})
