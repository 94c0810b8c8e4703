"""What the rules of the house refuse, said on the form."""

from django import forms

from ceis.facts import RuleViolation

FIELDS = {"workers": "worker"}


def refuse(form: forms.Form, violation: RuleViolation) -> None:
    """Put the refusal beside the field it speaks of, or on top of the form."""
    field = FIELDS.get(violation.field or "", violation.field)
    form.add_error(field if field in form.fields else None, violation.message)
