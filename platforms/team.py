"""Who works on which platform today: who may be booked, who may read."""

from collections.abc import Iterable

from ceis.access import MATRIX, Permission
from ceis.accounts.models import Assignment, User
from ceis.models import Platform

FOLLOWING = [role for role, permissions in MATRIX.items() if Permission.FOLLOW_PEOPLE in permissions]

Members = dict[Platform, list[User]]


def members(platforms: Iterable[Platform]) -> Members:
    """Return the people of each platform today, sorted by name; every platform asked for has its list."""
    found: Members = {platform: [] for platform in platforms}
    held = Assignment.objects.filter(
        Assignment.in_force(platform__in=list(found), role__in=FOLLOWING), user__is_active=True
    ).select_related("user", "platform")
    for assignment in held.order_by("platform", "user__sort_name", "user"):
        if assignment.user not in found[assignment.platform]:
            found[assignment.platform].append(assignment.user)
    return found


def everyone(team: Members) -> list[User]:
    """Return each person of ``team`` once, sorted by name."""
    return sorted({user for users in team.values() for user in users}, key=lambda user: user.sort_name)


def bookable_platforms(user: User) -> list[Platform]:
    """One books for one's own platforms; the front door books for all of them, and is shown nothing of the secret."""
    return user.platforms or list(Platform.objects.all())
