"""What is hidden of someone in danger, and from whom."""

from beneficiaries.models import Beneficiary

# What leads to someone in danger: where these are shown, written or looked for, `contact_open_to` answers first.
PROTECTED_FIELDS = (
    "phone", "other_phone", "no_phone", "email", "preferred_channel", "voicemail_safe", "sms_safe", "post_safe",
    "address_kind", "address", "postcode", "city", "neighbourhood", "birth_place",
)  # fmt: skip


def hidden_from(user, person: Beneficiary) -> tuple[str, ...]:
    """Return the fields of ``person`` that ``user`` may neither read nor write."""
    return () if person.contact_open_to(user) else PROTECTED_FIELDS
