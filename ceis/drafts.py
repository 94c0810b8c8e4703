"""Nothing typed is lost: forms are kept server-side while they are filled, and when a session ends under them.

A form carries one hidden field, ``draft``: the signed name of its user, form and object. It lets a page whose session
has expired keep what was posted for that user, and for nobody else.
"""

from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict

from ceis.models import Draft

FIELD = "draft"
SALT = "ceis.drafts"
TOKEN_LIVES = 24 * 3600
NOT_KEPT = {FIELD, "csrfmiddlewaretoken", "password", "id"}
LONGEST = 100_000


def token(user, form: str, about: object = "", back: str = "") -> str:
    """Return the value of the hidden field. ``back``: path of the page that shows the form."""
    return signing.dumps([str(user.pk), form, str(about), back], salt=SALT)


def keep(signed: str, data: QueryDict, *, user=None) -> str | None:
    """Keep ``data`` under the signed name; return the path of the form's page, or None when it is not one of ours.

    ``user``: refuse a token made for somebody else.
    """
    try:
        owner, form, about, back = signing.loads(signed, salt=SALT, max_age=TOKEN_LIVES)
    except signing.BadSignature:
        return None
    if user is not None and owner != str(user.pk):
        return None
    typed = {name: values for name, values in data.lists() if name not in NOT_KEPT and any(values)}
    if sum(len(value) for values in typed.values() for value in values) > LONGEST:
        return back
    Draft.objects.update_or_create(user_id=owner, form=form, about=about, defaults={"data": typed})
    return back


def keep_from_lost_session(request: HttpRequest) -> str | None:
    """Keep what an anonymous POST carries, when its form was ours; return where to come back after sign-in."""
    if request.method != "POST":
        return None
    return keep(request.POST.get(FIELD, ""), request.POST)


def restore(user, form: str, about: object = "") -> dict[str, Any]:
    """Return what the user was typing, as initial values of the form; empty when there is nothing."""
    draft = Draft.objects.filter(user=user, form=form, about=str(about)).first()
    if draft is None:
        return {}
    return {name: values if len(values) > 1 else values[0] for name, values in draft.data.items()}


def discard(user, form: str, about: object = "") -> None:
    """Forget the draft: its form was saved."""
    Draft.objects.filter(user=user, form=form, about=str(about)).delete()
