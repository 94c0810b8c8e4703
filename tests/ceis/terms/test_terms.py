from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from ceis.access import Role
from ceis.civil_time import today
from ceis.platform import Sensitivity, installed_platforms
from ceis.terms.models import Term, TermMapping
from ceis.terms.registry import add_missing_terms, default_terms
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db


def term(**fields) -> Term:
    return Term.objects.create(**{"list": "essai", "code": "un", "label": "Un"} | fields)


def test_each_declared_term_is_there_once_with_its_platform():
    declared = [(item.list, item.code, platform) for item, platform, _ in default_terms()]
    assert len(set(declared)) == len(declared) > 20
    kept = set(Term.objects.values_list("list", "code", "platform"))
    assert set(declared) <= kept


def test_terms_of_a_secret_platform_are_secret():
    secret = {config.number for config in installed_platforms() if config.sensitivity == Sensitivity.SECRET}
    loose = [item for item, platform, _ in default_terms() if platform in secret]
    assert loose and {item.sensitivity for item in loose} == {Sensitivity.SECRET}


def test_what_the_place_made_of_a_term_is_not_overwritten():
    changed = Term.objects.order_by("pk")[0]
    Term.objects.filter(pk=changed.pk).update(label="Mot de la maison")
    add_missing_terms(list(apps.get_app_configs())[-1])
    assert Term.objects.get(pk=changed.pk).label == "Mot de la maison"


def test_only_terms_in_force_are_offered():
    closed = term(valid_to=today() - timedelta(days=1))
    coming = term(code="deux", valid_from=today() + timedelta(days=1))
    last_day = term(code="trois", valid_to=today())
    assert set(Term.objects.of("essai")) == {last_day}
    assert set(Term.objects.of("essai", closed.valid_to)) == {closed, last_day}
    assert coming in Term.objects.of("essai", coming.valid_from)


def test_secret_terms_are_known_to_their_platform_alone():
    hidden = term(platform_id=4, sensitivity=Sensitivity.SECRET)
    sante = UserFactory(role=Role.HEALTH_ADVISER, platform="sante")
    emploi = UserFactory(role=Role.SOCIAL_WORKER, platform="emploi")
    assert hidden.platform.slug == "sante"
    assert hidden in Term.objects.known_to(sante)
    assert hidden not in Term.objects.known_to(emploi)


@pytest.mark.parametrize(
    "fields, told",
    [
        ({"code": "un"}, "Ce code existe déjà dans cette liste."),
        ({"code": "deux", "valid_to": today().replace(year=2000)}, "La fin vient après le début."),
    ],
)
def test_a_bad_term_is_refused_in_french(fields, told):
    term()
    with pytest.raises(ValidationError, match=told):
        Term(**{"list": "essai", "label": "x"} | fields).full_clean()


def test_a_term_has_one_class_per_version_of_a_classification():
    word = term()
    TermMapping.objects.create(term=word, scheme="coop", version="2024", code="a")
    with pytest.raises(ValidationError, match="a déjà une classe"):
        TermMapping(term=word, scheme="coop", version="2024", code="b").full_clean()
    TermMapping(term=word, scheme="coop", version="2025", code="b").full_clean()


def test_a_term_that_changes_keeps_what_it_was():
    word = term()
    Term.objects.filter(pk=word.pk).update(label="Deux")
    assert word.past.get().label == "Un"


def test_a_second_migration_adds_nothing():
    before = Term.objects.count()
    add_missing_terms(list(apps.get_app_configs())[-1])
    assert Term.objects.count() == before
