from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnly(DefaultAccountAdapter):
    """Accounts are opened by the administrator of the place; nobody signs up alone."""

    def is_open_for_signup(self, request) -> bool:
        return False
