from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class InvitationOnly(DefaultAccountAdapter):
    """Accounts are opened by the administrator of the place; nobody signs up alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "L’adresse ou le mot de passe n’est pas le bon. Vérifiez la touche Majuscule, puis"
        " réessayez.",
        "too_many_login_attempts": "Trop d’essais manqués. Attendez un quart d’heure, ou demandez un nouveau mot de"
        " passe.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_password": "Ce n’est pas votre mot de passe.",
        "rate_limited": "Trop d’essais en peu de temps. Attendez quelques minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        super().send_mail(template_prefix, email, {"place_name": settings.PLACE_NAME} | context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")
