"""No column that holds a person may be forgotten by a merge, whoever writes the next model."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from beneficiaries.duplicates.person_columns import ABOUT_BOTH, act_column, holder_of, holders, moves
from beneficiaries.models import Beneficiary, Encounter
from ceis.places.models import Occupation
from platforms.models import Appointment, InterviewParticipant, Task
from tests.architecture.test_models import ours

# Columns that could hold an id of anything, looked at: why a merge leaves them.
NOT_A_PERSON = {
    "places.Occupation.source": "la réservation",
    "beneficiaries.Encounter.source": "l’acte",
    "beneficiaries.ImportLine.makes": "la personne que l’import a ouverte, fusionnée ou non",
    "beneficiaries.DuplicateSearch.after": "où en est la nuit",
    "reporting.Figure.rows": "les lignes comptées ce jour-là : un chiffre signé ne bouge pas",
}  # fmt: skip


def holds_ids(field) -> bool:
    """A column that may hold an id without saying of what."""
    if isinstance(field, ArrayField):
        return isinstance(field.base_field, models.UUIDField)
    return isinstance(field, models.UUIDField) and not field.primary_key and not field.is_relation


def test_every_column_of_ids_is_moved_or_said_to_be_no_person():
    unknown = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if ours(model) and moves(model)
        for field in model._meta.concrete_fields
        if holds_ids(field) and field.name not in getattr(model, "person_ids", ())
    ]
    assert set(unknown) - set(NOT_A_PERSON) == set(), "name it in the model's `person_ids`, or say here what it holds"
    assert set(NOT_A_PERSON) <= set(unknown)


def test_every_foreign_key_to_a_person_is_moved():
    """Counted another way: from each model's own fields, not from what Django says points at a person."""
    pointing = {
        (model._meta.label, field.attname)
        for model in apps.get_models(include_auto_created=True)
        if model not in ABOUT_BOTH and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Beneficiary
    }
    found = {(holder.label, column) for holder in holders() for column in holder.columns}
    assert pointing <= found
    assert found - pointing == {("beneficiaries.Encounter", "unit"), ("places.Occupation", "resource")}


def test_the_ones_we_know():
    assert holder_of("beneficiaries.Encounter").columns == ("beneficiary_id", "unit")
    assert holder_of("platforms.Appointment_people").columns == ("beneficiary_id",)
    assert holder_of("beneficiaries.Beneficiary").columns == ("merged_into_id",)


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (Task, "pk"),
        (InterviewParticipant, "interview_id"),
        (Appointment.people.through, "appointment_id"),
        (Encounter, "source"),
        (Occupation, "source"),
        (Beneficiary, None),
    ],
)
def test_a_row_tells_its_act(model, column):
    assert act_column(model) == column
