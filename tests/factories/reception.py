"""Visits, made through the action that makes them in life."""

import uuid

from ceis.access import Role
from ceis.terms.models import Term
from reception.actions import register_visit
from reception.models import Visit
from reception.terms import REASON
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory


def receptionist(**fields):
    return UserFactory(role=Role.RECEPTION, **fields)


def reason(code: str = "information") -> Term:
    return Term.objects.get(list=REASON, code=code)


def codes(visit: Visit) -> list[str]:
    """The codes of the reasons of a visit, in the order of the list."""
    return [term.code for term in visit.reasons.order_by("position")]


def visit(*, by=None, person=None, code: str = "information", **fields) -> Visit:
    """A visit of ``person`` (a new one by default), for the reason ``code``; "" leaves the reason to the house."""
    return register_visit(
        by=by or receptionist(),
        id=uuid.uuid4(),
        beneficiary=person or BeneficiaryFactory(),
        reasons=[reason(code)] if code else [],
        **fields,
    )
