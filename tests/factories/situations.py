"""What people live and what stands in their way, written through the actions that write it in life."""

import uuid
from datetime import date

from beneficiaries.models import Obstacle, Situation
from beneficiaries.obstacle_actions import notice
from beneficiaries.situation_actions import Known, Said, signature, tell
from beneficiaries.terms import OBSTACLE
from ceis.models import Platform
from ceis.terms.models import Term
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.platforms import worker

Dimension = Situation.Dimension


def word(dimension: Dimension, code: str) -> Term:
    return Term.objects.get(list=dimension.list_name, code=code)


def obstacle_word(code: str) -> Term:
    return Term.objects.get(list=OBSTACLE, code=code)


def say(
    dimension: Dimension, *codes: str, by=None, person=None, slug: str = "emploi", start: date | None = None,
    end: date | None = None, form=None, seen: str | None = None, amounts: dict | None = None,
) -> list[Situation]:  # fmt: skip
    """Say what holds now in one dimension. Returns: every row of the person that the writer reads there."""
    by, person = by or worker(slug), person or BeneficiaryFactory()
    platform = Platform.objects.get(slug=slug)
    known = Known.by(by, person, platform)
    values = {word(dimension, code): (amounts or {}).get(code) for code in codes}
    said = Said(dimension, values, signature(known.of(dimension)) if seen is None else seen, start, end)
    tell(by=by, beneficiary=person, platform=platform, said=[said], form=form or uuid.uuid4())
    return list(Situation.objects.visible_to(by).standing().of_person(person).of_dimension(dimension).for_list())


def obstacle(
    code: str = "mobility", *, by=None, person=None, slug: str = "emploi", day: date | None = None
) -> Obstacle:
    (row,) = notice(
        by=by or worker(slug), beneficiary=person or BeneficiaryFactory(), platform=Platform.objects.get(slug=slug),
        terms=[obstacle_word(code)], form=uuid.uuid4(), day=day,
    )  # fmt: skip
    return row
