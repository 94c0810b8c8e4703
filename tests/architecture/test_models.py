"""Personal data declares itself, constraints speak French, history and migrations are kept in order."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.models.constraints import BaseConstraint

from ceis.privacy import THIRD_PARTY, Impersonal, Keep, Personal
from tests.architecture.tree import PARTS, ROOT, is_migration, name, walk

# The numbers, secrets and beliefs of a person are never kept, whatever a form of a funder asks for.
NEVER_KEPT = re.compile(
    r"\b(nir|ssn|numero secu|securite sociale|social security|password|passcode|mot de passe|france ?connect|ameli"
    r"|iban|bank account|card number|numero allocataire|religion|ethnic|race|union|political|sexual|biometric)\b"
)
NAMES_A_PERSON = {"first_name", "last_name", "birth_name", "birth_date", "birth_year", "phone", "email"}


def ours(model) -> bool:
    return model.__module__.split(".")[0] in PARTS


def tracked(model):
    """The model whose history ``model`` keeps, or None."""
    return getattr(model, "pgh_tracked_model", None)


ALL = [model for model in apps.get_models() if not model._meta.proxy]
OUR_MODELS = [model for model in ALL if ours(model) and tracked(model) is None]
EVENTS = [model for model in ALL if tracked(model) is not None]
THEIRS = [model for model in ALL if not ours(model) and tracked(model) is None]


def label(model) -> str:
    return model._meta.label


def free_fields(model) -> set[str]:
    """Fields that hold whatever was put in them: neither link, nor yes or no, nor choice, nor key."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if not (field.is_relation or field.primary_key or field.choices or isinstance(field, models.BooleanField))
    }


def path_leads_somewhere(model, path: str) -> bool:
    """Follow an ORM path as far as it goes through relations; the last step may be a plain value (an id, a key)."""
    for step in path.split("__") if path else []:
        if model is None or step not in {field.name for field in model._meta.get_fields()}:
            return False
        field = model._meta.get_field(step)
        model = field.related_model if field.is_relation else None
    return True


@pytest.mark.parametrize("model", OUR_MODELS, ids=label)
def test_every_model_declares_what_is_personal_in_it(model):
    declared = model.__dict__.get("privacy")
    assert isinstance(declared, Personal | Impersonal), "say `privacy = Personal(…)` or `Impersonal(…)`"
    if isinstance(declared, Impersonal):
        assert declared.reason
        assert not free_fields(model) & NAMES_A_PERSON, "this model can name someone"
        return
    assert isinstance(declared.keep, Keep) and declared.purpose
    said = set(declared.fields) | set(declared.neutral)
    assert free_fields(model) - said == set(), "declare these fields as personal or neutral"
    assert said - {field.name for field in model._meta.get_fields()} == set(), "declared, but no such field"
    assert not set(declared.fields) & set(declared.neutral)
    assert path_leads_somewhere(model, declared.path)


def test_every_model_of_a_package_is_declared():
    assert {label(model) for model in THEIRS} == set(THIRD_PARTY) & {label(model) for model in THEIRS}
    assert set(THIRD_PARTY) - {label(model) for model in ALL} - PROXIES == set()


PROXIES = {label(model) for model in apps.get_models() if model._meta.proxy}


@pytest.mark.parametrize("model", EVENTS, ids=label)
def test_history_holds_nothing_that_its_model_does_not_declare(model):
    source = tracked(model)
    assert isinstance(source.privacy, Personal | Impersonal)
    own = {field.name for field in model._meta.concrete_fields if not field.name.startswith("pgh_")}
    assert own <= {field.name for field in source._meta.get_fields()}


def test_each_model_that_changes_keeps_its_history():
    """Whatever a person is owed an account of is tracked; the others say here why they are not."""
    untracked = {model._meta.label for model in OUR_MODELS if isinstance(model.privacy, Personal)}
    untracked -= {tracked(model)._meta.label for model in EVENTS}
    assert untracked <= {
        "ceis.Draft",  # its author's, for seven days
        "places.Occupation",  # follows its booking, which is tracked
        "journal.Entry",  # never changes
        "terms.Lowering",  # never changes
        "beneficiaries.Encounter",  # follows its act, which is tracked
        "beneficiaries.QpvAnswer",  # made again from its residence, which is tracked
        "beneficiaries.PeopleImport",  # says itself who laid, confirmed and undid it
        "beneficiaries.ImportLine",  # a copy would outlive the file, which is erased after seven days
        "beneficiaries.DocumentContent",  # the bytes go for good when the paper is taken away
        "partners.Partner",
        "beneficiaries.MergeMove",  # what it undoes is in the history of each row
        "reporting.Figure",  # a correction is a new version of the report
    }


def test_the_fields_that_are_never_kept():
    found = []
    for model in OUR_MODELS:
        for field in model._meta.concrete_fields:
            words = f"{field.name.replace('_', ' ')} / {field.verbose_name}".lower().replace("é", "e")
            if NEVER_KEPT.search(words) and (label(model), field.name) != ("accounts.User", "password"):
                found.append(f"{label(model)}.{field.name}")
    assert found == []
    assert NEVER_KEPT.search("numero secu") and NEVER_KEPT.search("x / mot de passe ameli")


def test_every_constraint_speaks_french():
    silent = []
    for model in OUR_MODELS:
        for constraint in model._meta.constraints:
            message = constraint.violation_error_message
            if message == BaseConstraint.default_violation_error_message or not message.endswith("."):
                silent.append(constraint.name)
    assert silent == []


def test_every_name_shown_is_french():
    untranslated = {"password", "last login"}  # of Django's own abstract account, shown nowhere
    bare = [
        f"{label(model)}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.concrete_fields
        if field.editable
        and not field.is_relation
        and str(field.verbose_name) == field.name.replace("_", " ")
        and str(field.verbose_name) not in untranslated | SAME_IN_BOTH
    ]
    assert bare == []


SAME_IN_BOTH = {
    "position", "code", "phone", "date", "version", "places", "active", "bilan", "minutes", "capacity", "longitude",
    "latitude",
}  # fmt: skip


def test_text_has_a_length():
    unbounded = [
        f"{label(model)}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.max_length
    ]
    assert unbounded == []


# --- Migrations ---


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_are_named_by_hand():
    files = [path for part in PARTS for path in walk(ROOT / part, "*.py") if is_migration(path)]
    named = [path for path in files if path.name != "__init__.py"]
    assert len(named) > 8
    good = re.compile(r"^\d{4}_(?!auto_|merge)(?!.*_and_more$)(?!alter_[a-z]+_[a-z]+_[a-z]+_)[a-z0-9_]{3,50}\.py$")
    assert [name(path) for path in named if not good.match(path.name)] == []


def test_migrations_of_an_app_follow_one_another():
    loader = MigrationLoader(None)
    for config in apps.get_app_configs():
        keys = sorted(key for key in loader.disk_migrations if key[0] == config.label)
        if config.name.split(".")[0] not in PARTS or not keys:
            continue
        assert [int(migration[:4]) for _, migration in keys] == list(range(1, len(keys) + 1)), config.label
        for before, after in zip(keys, keys[1:], strict=False):
            parents = [parent for parent in loader.disk_migrations[after].dependencies if parent[0] == config.label]
            assert parents == [before], f"{after} follows {parents}"
        assert len(loader.graph.leaf_nodes(config.label)) == 1
