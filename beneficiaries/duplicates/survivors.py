"""Where a person is now, whatever file one knew them under."""

from uuid import UUID

from beneficiaries.models import Beneficiary


def now_in(pk: UUID) -> UUID:
    """Return the id of the file that holds today what the file ``pk`` held: its own, unless it was merged."""
    seen = {pk}
    while (
        into := Beneficiary.objects.filter(pk=pk).values_list("merged_into", flat=True).first()
    ) and into not in seen:
        seen.add(into)
        pk = into
    return pk
