"""Who lives with a person, who is near them, who signs for them: for those who follow people."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries import household_actions as actions
from beneficiaries.home import home_of
from beneficiaries.household_forms import AskedForm, EndForm, MeasureForm, MemberForm, RelativeForm, refuse
from beneficiaries.models import Beneficiary, HouseholdMember, ProtectionMeasure, Relative
from ceis import drafts
from ceis.access import Permission, requires
from ceis.civil_time import today
from ceis.facts import RuleViolation


def whose_family(request: HttpRequest, pk: UUID) -> Beneficiary:
    """Return the person, when this reader may know of their family: of someone in danger, their référents alone."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    if not person.contact_open_to(request.user):
        raise Http404
    return person


def kept_form(request: HttpRequest, form: type[Form], pk: UUID, **kwargs: object) -> Form:
    """Return the form as it was sent, or as it was being typed."""
    kwargs |= {"user": request.user, "back": request.path}
    if request.method == "POST" and "asked" not in request.POST:
        return form(request.POST, **kwargs)
    return form(initial=drafts.restore(request.user, form.name, pk), **kwargs)


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def household(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who lives there; one form adds someone, the other keeps what is said when nobody is noted."""
    person = whose_family(request, pk)
    form = kept_form(request, MemberForm, pk, person=person)
    asked = AskedForm(request.POST if "asked" in request.POST else None, person=person)
    if asked.is_bound and asked.is_valid():
        actions.say_household(by=request.user, person=person, **asked.said)
        messages.success(request, "c’est noté.")
        return redirect("beneficiaries:detail", pk)
    if form.is_bound and form.is_valid():
        try:
            member = actions.add_to_household(by=request.user, person=person, **form.said)
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            drafts.discard(request.user, MemberForm.name, pk)
            messages.success(request, f"{member} vit dans ce foyer.")
            return redirect("beneficiaries:household", pk)
    page = {"person": person, "form": form, "asked": asked, "home": home_of(person, user=request.user)}
    return render(request, "beneficiaries/household.html", page, status=422 if form.errors or asked.errors else 200)


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, pk: UUID, member: UUID) -> HttpResponse:
    """Someone left, lives elsewhere too, or was noted by mistake."""
    person = whose_family(request, pk)
    beside = HouseholdMember.objects.visible_to(request.user).standing().beside(person)
    stay = get_object_or_404(beside.for_list(), pk=member)
    acts = {
        "leave": lambda day: actions.leave_household(by=request.user, member=stay, day=day),
        "share": lambda day: actions.share_custody(by=request.user, member=stay),
        "mistake": lambda day: actions.take_back_member(by=request.user, member=stay),
    }
    shareable = stay.relation == HouseholdMember.Relation.CHILD and not stay.shares_custody
    page = {"title": str(stay), "person": person, "shareable": shareable, "back": "beneficiaries:household"}
    return _end(request, page, "Ne vit plus ici depuis le", acts)


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def relatives(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = whose_family(request, pk)
    form = kept_form(request, RelativeForm, pk, person=person)
    if form.is_bound and form.is_valid():
        try:
            relative = actions.add_relative(by=request.user, beneficiary=person, **form.said)
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            drafts.discard(request.user, RelativeForm.name, pk)
            messages.success(request, f"{relative} est parmi les proches.")
            return redirect("beneficiaries:relatives", pk)
    near = Relative.objects.visible_to(request.user).of_person(person).in_force().for_list()
    page = {"person": person, "form": form, "relatives": near}
    return render(request, "beneficiaries/relatives.html", page, status=422 if form.errors else 200)


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def relative(request: HttpRequest, pk: UUID, relative: UUID) -> HttpResponse:
    person = whose_family(request, pk)
    near = Relative.objects.visible_to(request.user).of_person(person).in_force()
    row = get_object_or_404(near.for_list(), pk=relative)
    acts = {
        "leave": lambda day: actions.end_relative(by=request.user, relative=row, day=day),
        "mistake": lambda day: actions.take_back_relative(by=request.user, relative=row),
    }
    page = {"title": str(row), "person": person, "shareable": False, "back": "beneficiaries:relatives"}
    return _end(request, page, "N’est plus un proche depuis le", acts)


@requires(Permission.HANDLE_SENSITIVE)
@require_http_methods(["GET", "POST"])
def measures(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The measures of a person; their kind is a fact of justice, for those who handle such facts."""
    person = whose_family(request, pk)
    at_home = [line.member.beneficiary for line in home_of(person, user=request.user).lines]
    at_home = [one for one in at_home if one is not None]
    form = kept_form(request, MeasureForm, pk, about=pk, household=at_home)
    if form.is_bound and form.is_valid():
        try:
            actions.write_measure(by=request.user, beneficiary=person, **form.said)
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            drafts.discard(request.user, MeasureForm.name, pk)
            messages.success(request, "la mesure est notée.")
            return redirect("beneficiaries:measures", pk)
    noted = ProtectionMeasure.objects.visible_to(request.user).of_person(person).standing().for_list()
    page = {"person": person, "form": form, "measures": noted, "today": today()}
    return render(request, "beneficiaries/measures.html", page, status=422 if form.errors else 200)


@requires(Permission.HANDLE_SENSITIVE)
@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, pk: UUID, measure: UUID) -> HttpResponse:
    person = whose_family(request, pk)
    noted = ProtectionMeasure.objects.visible_to(request.user).of_person(person).standing()
    row = get_object_or_404(noted.for_list(), pk=measure)
    acts = {
        "leave": lambda day: actions.end_measure(by=request.user, measure=row, day=day),
        "mistake": lambda day: actions.take_back_measure(by=request.user, measure=row),
    }
    page = {"title": f"{row} · {row.who}", "person": person, "shareable": False, "back": "beneficiaries:measures"}
    return _end(request, page, "Dernier jour de la mesure", acts)


def _end(request: HttpRequest, page: dict, label: str, acts: dict) -> HttpResponse:
    """One page for what ends: on a day, or because it never was. The button pressed says which."""
    act = request.POST.get("act", "leave")
    form = EndForm(request.POST if request.method == "POST" else None, label=label)
    if request.method == "POST" and act in acts and (act != "leave" or form.is_valid()):
        try:
            acts[act](form.cleaned_data.get("day") if act == "leave" else None)
        except RuleViolation as violation:
            form.is_valid()
            form.add_error("day" if violation.field == "day" else None, violation.message)
        else:
            messages.success(request, "c’est noté.")
            return redirect(page["back"], page["person"].pk)
    return render(request, "beneficiaries/end.html", page | {"form": form}, status=422 if form.is_bound else 200)
