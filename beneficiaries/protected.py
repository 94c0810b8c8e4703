"""People in danger: with whom they live, who is near them and what they bring are for their référents alone."""

from django.db.models import Q

from beneficiaries.models.referent import Referent


def open_family(user, path: str = "beneficiary") -> Q:
    """Return the condition « the family of whoever ``path`` leads to may be known to ``user`` ».

    A row that leads to nobody in the file is open: it names no one we protect.
    """
    theirs = Referent.objects.in_force().filter(user=user).values("beneficiary")
    nobody, unprotected = Q(**{f"{path}__isnull": True}), Q(**{f"{path}__protected_contact": False})
    return nobody | unprotected | Q(**{f"{path}__in": theirs})
