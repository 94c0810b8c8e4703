"""A word is planted in every secret text; every page is read as every role; nobody meets what is not theirs."""

from functools import cache

import pytest
from django.apps import apps
from django.db import models
from django.test import Client, override_settings

from ceis.access import Role
from ceis.privacy import Personal
from tests.security import crawl, leaky_urls
from tests.security.crawl import addresses, everything, met, words_in

# Texts of the person's accompaniment that are no secret of a platform: planning, and what the desk itself writes.
NOT_SECRET = {
    "beneficiaries.Beneficiary", "beneficiaries.Encounter", "partners.Partner", "accounts.User", "accounts.Assignment",
    "journal.Entry", "places.Occupation", "reporting.Figure", "reception.Visit", "workshops.Attendance",
    "platforms.InterviewParticipant", "beneficiaries.DuplicatePair", "beneficiaries.MergeMove",
}  # fmt: skip


LONGEST_WORD = len("CANARI-c-p")  # a code of five letters holds none


@pytest.fixture(scope="module")
def met_by(world):
    """role → {(address, word)}: each role reads the whole house once."""
    return cache(lambda role: met(world, role))


@pytest.mark.parametrize("role", Role.values)
def test_nobody_meets_a_word_that_is_not_theirs(world, met_by, role):
    assert {(url, word) for url, word in met_by(role) if role not in world.readers[word]} == set()


def test_nobody_signed_out_meets_any(world):
    client = Client()
    assert {word for _, answer in everything(client, addresses(world)) for word in words_in(answer)} == set()


@pytest.mark.parametrize(
    "role, word",
    [
        ("social_worker", "CANARI-emploi-partage"),
        ("social_worker", "CANARI-emploi-prive"),
        ("coordinator", "CANARI-emploi-partage"),
        ("health_adviser", "CANARI-sante-partage"),
        ("health_adviser", "CANARI-sante-theme"),
        ("health_adviser", "CANARI-sante-atelier"),
        ("budget_adviser", "CANARI-budget-tache"),
        ("social_worker", "CANARI-adresse-avant"),
        ("social_worker", "CANARI-adresse-rue"),
        ("digital_mediator", "CANARI-foyer-prenom"),
        ("digital_mediator", "CANARI-mesure-nom"),
        ("budget_adviser", "CANARI-mesure-org"),
        ("coordinator", "CANARI-emploi-contenu"),
        ("health_adviser", "CANARI-sante-contenu"),
        ("health_adviser", "CANARI-sante-fichier"),
    ],
)
def test_those_it_is_for_do_meet_it(met_by, role, word):
    """Otherwise the crawl would be silent because it reaches nothing."""
    assert word in {found for _, found in met_by(role)}


@override_settings(ROOT_URLCONF="tests.security.leaky_urls")
def test_the_crawler_finds_every_planted_leak(world, monkeypatch):
    monkeypatch.setattr("ceis.context.entries_for", lambda user: [])
    reader = "digital_mediator"
    all_met = met(world, reader, "tests.security.leaky_urls")
    found = {url for url, word in all_met if reader not in world.readers[word]}
    assert found | {url.partition("?")[0] for url in found} >= leaky_urls.PLANTED
    assert "/lien/" not in found


def test_every_secret_text_of_the_house_holds_a_word(world):
    """A new text field of a confidential model must get its own word in `world`, or be said not secret here."""
    silent = []
    for model in apps.get_models():
        if not isinstance(getattr(model, "privacy", None), Personal) or model._meta.label in NOT_SECRET:
            continue
        if hasattr(model, "pgh_tracked_model"):
            continue
        for name in model.privacy.fields:
            field = model._meta.get_field(name)
            is_text = isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
            too_short = is_text and (field.max_length or LONGEST_WORD) < LONGEST_WORD
            if is_text and not too_short and not any(crawl.WORD.search(str(value)) for value in values(model, name)):
                silent.append(f"{model._meta.label}.{name}")
    assert silent == []


def values(model, name: str) -> list:
    return list(model._base_manager.values_list(name, flat=True))
