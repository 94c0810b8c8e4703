"""Nothing typed is lost: forms are kept server-side while they are filled, and when a session ends under them.

A form carries one hidden field, ``draft``: the signed name of its user, form and object. It lets a page whose session
has expired keep what was posted for that user, and for nobody else.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
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


@dataclass(frozen=True)
class Outcome:
    """``back``: path of the form's page, "" when the form is not one of ours; ``kept``: whether the draft is safe."""

    back: str = ""
    kept: bool = False


def keep(signed: str, data: QueryDict, *, user=None) -> Outcome:
    """Keep ``data`` under the signed name, for the user it names.

    Takes: ``user``, who sends it: a name made for somebody else keeps nothing. None when the session is lost: what
    was typed then waits for its author, if their account is open.
    """
    try:
        owner, form, about, back = signing.loads(signed, salt=SALT, max_age=TOKEN_LIVES)
    except signing.BadSignature:
        return Outcome()
    if user is not None and owner != str(user.pk):
        return Outcome()
    if user is None and not get_user_model().objects.active().filter(pk=owner).exists():
        return Outcome()
    typed = {name: values for name, values in data.lists() if name not in NOT_KEPT and any(values)}
    if sum(len(value) for values in typed.values() for value in values) > LONGEST:
        return Outcome(back)
    Draft.objects.update_or_create(user_id=owner, form=form, about=about, defaults={"data": typed})
    return Outcome(back, kept=True)


def keep_from_lost_session(request: HttpRequest) -> Outcome:
    """Keep what an anonymous POST carries, when its form was ours."""
    return keep(request.POST.get(FIELD, ""), request.POST) if request.method == "POST" else Outcome()


def restore(user, form: str, about: object = "") -> dict[str, Any]:
    """Return what the user was typing, as initial values of the form; empty when there is nothing."""
    draft = Draft.objects.filter(user=user, form=form, about=str(about)).first()
    if draft is None:
        return {}
    return {name: values if len(values) > 1 else values[0] for name, values in draft.data.items()}


def discard(user, form: str, about: object = "") -> None:
    """Forget the draft: its form was saved."""
    Draft.objects.filter(user=user, form=form, about=str(about)).delete()
