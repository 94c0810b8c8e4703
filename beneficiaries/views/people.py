"""Looking for someone."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beneficiaries.models import Beneficiary, DuplicatePair, PersonTag
from beneficiaries.openings import last_opened_by
from beneficiaries.record_parts import next_meetings
from beneficiaries.search import find, set_aside, with_encounters
from beneficiaries.tag_forms import tags_for
from ceis.access import Permission, requires

WHILE_TYPING, ON_ENTER, A_PAGE = 8, 20, 50


@requires(Permission.FIND_PEOPLE)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The search field, what Enter found, or the people this user opened last."""
    pairs = DuplicatePair.objects.visible_to(request.user).to_examine()
    waiting = {"duplicates": pairs.count() if request.user.may(Permission.MERGE_PEOPLE) else 0}
    page = _found(request, wide=True, limit=ON_ENTER) | _tagged(request) | waiting
    return render(request, "beneficiaries/list.html", page)


@requires(Permission.FOLLOW_PEOPLE)
@require_GET
def followed(request: HttpRequest) -> HttpResponse:
    """Those this user follows: when they last came, when they come next."""
    mine = Beneficiary.objects.visible_to(request.user).followed_by(request.user)
    page = Paginator(mine.defer("search_keys", "search_vector"), A_PAGE).get_page(request.GET.get("page"))
    meetings = next_meetings(request.user, page)
    matches = with_encounters(page, user=request.user)
    lines = [(match, meetings.get(match.beneficiary.pk)) for match in matches]
    return render(request, "beneficiaries/followed.html", {"people": page, "lines": lines})


@requires(Permission.FIND_PEOPLE)
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """What is found while typing, for the place under the field."""
    return render(request, "beneficiaries/results.html", _found(request, wide=False, limit=WHILE_TYPING))


def _found(request: HttpRequest, *, wide: bool, limit: int) -> dict:
    typed = request.GET.get("q", "").strip()
    matches = find(typed, user=request.user, wide=wide, limit=limit) if typed else []
    return {
        "typed": typed,
        "follows": request.user.may(Permission.FOLLOW_PEOPLE),
        "matches": matches,
        "aside": set_aside(typed, user=request.user) if wide and typed else None,
        "cut": len(matches) == limit,
        "widened": any(not match.near for match in matches),
        "may_import": request.user.may(Permission.IMPORT_PEOPLE),
        "recent": [] if typed else with_encounters(last_opened_by(request.user), user=request.user),
    }


def _tagged(request: HttpRequest) -> dict:
    """The tags this reader may know, and who bears the one asked for; nothing of them at the front door."""
    if not request.user.may(Permission.FOLLOW_PEOPLE):
        return {"tags": [], "tag": None, "tagged": [], "tagged_page": None}
    offered = list(tags_for(request.user))
    tag = next((tag for tag in offered if tag.code == request.GET.get("etiquette", "")), None)
    bearers = PersonTag.objects.visible_to(request.user).in_force().of_term(tag).people(request.user)
    page = Paginator(bearers.for_results(), ON_ENTER).get_page(request.GET.get("page")) if tag else None
    people = with_encounters(page, user=request.user) if page else []
    return {"tags": offered, "tag": tag, "tagged": people, "tagged_page": page}
