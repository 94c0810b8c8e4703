"""Words of the place put on a person, and taken off."""

from collections.abc import Collection
from uuid import uuid4

from django.db import transaction

from beneficiaries.models import Beneficiary, PersonTag
from beneficiaries.write_once import change, write_once
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.platform import Sensitivity
from ceis.terms.models import Term


@transaction.atomic
def set_tags(*, by: User, beneficiary: Beneficiary, chosen: Collection[Term], seen: Collection[int]) -> None:
    """Put on the ``chosen`` tags and take off those ``seen`` (ids of terms) that are not chosen any more.

    What a colleague put on or took off meanwhile is not touched. A word that is not ordinary belongs to the first
    platform of ``by``: its team reads it.
    """
    Beneficiary.objects.select_for_update().get(pk=beneficiary.pk)
    worn = PersonTag.objects.visible_to(by).in_force().of_person(beneficiary).for_list()
    on = {tag.term_id: tag for tag in worn}
    for term in chosen:
        if term.pk not in on and term.pk not in seen:
            platform = None if term.sensitivity == Sensitivity.ORDINARY else by.platform_ids[0]
            write_once(PersonTag(id=uuid4(), recorded_by=by, beneficiary=beneficiary, term=term, platform_id=platform))
    kept = {term.pk for term in chosen}
    for term_id, tag in on.items():
        if term_id in seen and term_id not in kept:
            change(tag, by=by, ends_on=today())
