"""What every request goes through. Each function says what it promises."""

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required  # noqa: F401 - the way a public view says so
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from ceis import drafts
from ceis.text import clean_text


def cleaned(data: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True)
    for name, values in data.lists():
        clean.setlist(clean_text(name), [clean_text(value) for value in values])
    clean._mutable = False
    return clean


def clean_input(get_response):
    """Query strings and forms arrive without NUL, lone surrogates or marks that reorder text."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.GET:
            request.GET = cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and request.POST:
            request.POST = cleaned(request.POST)  # type: ignore[assignment]
        return get_response(request)

    return middleware


def page_of(request: HttpRequest) -> str:
    """The page to come back to after sign-in: never a fragment, nor an address that only takes forms."""
    if request.headers.get("HX-Request"):
        return request.htmx.current_url_abs_path or reverse("home")  # type: ignore[attr-defined]
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    form = urlsplit(request.headers.get("Referer", ""))
    return form.path if form.netloc == request.get_host() else reverse("home")


def login_required(get_response):
    """Every page asks for sign-in unless its view says `login_not_required`; what was posted is kept as a draft."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        back = drafts.keep_from_lost_session(request).back or page_of(request)
        login = f"{reverse(settings.LOGIN_URL)}?next={quote(back)}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": login})
        return HttpResponseRedirect(login)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def never_cached(get_response):
    """On a shared PC the Back button after sign-out must show nothing: signed-in pages are stored nowhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # A page of error holds nothing of anybody; asking who looks at it could fail again.
        if response.status_code < 500 and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware
