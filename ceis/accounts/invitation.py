"""The one-time link by which someone chooses their password: mailed, or handed over when no mail leaves the place."""

import logging
from smtplib import SMTPException

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from ceis.accounts.models import User

log = logging.getLogger(__name__)
SENDS_NOTHING = {
    "django.core.mail.backends.console.EmailBackend",
    "django.core.mail.backends.dummy.EmailBackend",
    "django.core.mail.backends.filebased.EmailBackend",
}


def path(user: User) -> str:
    """Return the path of a page that works until a password is chosen with it, three days at most."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)


def link(request: HttpRequest, user: User) -> str:
    return request.build_absolute_uri(path(user))


def mailed(request: HttpRequest, user: User) -> bool:
    """Send ``user`` their link; False when the place sends no mail, or when it did not leave."""
    if settings.EMAIL_BACKEND in SENDS_NOTHING:
        return False
    words = {"user": user, "link": link(request, user), "place_name": settings.PLACE_NAME}
    try:
        send_mail(
            subject=f"Votre compte à {settings.PLACE_NAME}",
            message=render_to_string("accounts/invitation_mail.txt", words),
            from_email=None,
            recipient_list=[user.email],
        )
    except (SMTPException, OSError):
        log.exception("an invitation did not leave")
        return False
    return True
