"""Keeping a list: nothing is deleted, nothing changes its meaning, a lowering leaves a trace nobody can remove."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from beneficiaries.terms import OBSTACLE
from ceis.access import Role
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from ceis.terms.actions import add_term, change_readers, close_term, move_term, rename_term, reopen_term
from ceis.terms.models import Lowering, Term
from ceis.terms.registry import list_names
from ceis.terms.uses import uses
from tests.factories.ceis import UserFactory
from tests.factories.platforms import worker
from tests.factories.situations import obstacle, obstacle_word

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return UserFactory(role=Role.COORDINATOR)


def test_a_word_is_added_at_the_end_reserved_and_offered_today(keeper):
    added = add_term(by=keeper, list_name=OBSTACLE, label="Punaises de lit")
    assert (added.code, added.sensitivity) == ("punaises-de-lit", "reserved")
    assert Term.objects.of(OBSTACLE).for_list().last() == added
    with pytest.raises(RuleViolation, match="déjà dans la liste"):
        add_term(by=keeper, list_name=OBSTACLE, label="punaises de LIT")
    assert add_term(by=keeper, list_name=OBSTACLE, label="Punaises-de lit").code == "punaises-de-lit-2"
    assert add_term(by=keeper, list_name="neuve", label="语言").code == "terme"


def test_renamed_it_keeps_its_code_and_its_past(keeper):
    word = obstacle_word("mobility")
    rename_term(by=keeper, term=word, label="Se déplacer")
    word.refresh_from_db()
    assert (word.code, word.label, word.past.get().label) == ("mobility", "Se déplacer", "Mobilité")
    with pytest.raises(RuleViolation, match="dit déjà cela"):
        rename_term(by=keeper, term=word, label="logement")


def test_closed_it_is_offered_no_more_and_those_who_said_it_keep_it(keeper):
    row = obstacle("mobility")
    closed = close_term(by=keeper, term=row.term, from_day=today())
    assert closed.is_closed and closed not in Term.objects.of(OBSTACLE)
    row.refresh_from_db()
    assert str(row) == "Mobilité"
    assert reopen_term(by=keeper, term=closed) in Term.objects.of(OBSTACLE)
    with pytest.raises(RuleViolation, match="après le jour"):
        close_term(by=keeper, term=closed, from_day=date(2018, 1, 1))


def test_closing_is_planned(keeper):
    word = close_term(by=keeper, term=obstacle_word("mobility"), from_day=today() + timedelta(days=10))
    assert word in Term.objects.of(OBSTACLE) and "jusqu’au" in word.state


def test_words_change_places(keeper):
    first, second = Term.objects.of_list(OBSTACLE).order_by("position")[:2]
    move_term(by=keeper, term=second, up=True)
    move_term(by=keeper, term=second, up=True)
    assert list(Term.objects.of_list(OBSTACLE).order_by("position")[:2]) == [second, first]


def test_raising_is_immediate_and_asks_nothing(keeper):
    row = obstacle("mobility")
    change_readers(by=keeper, term=row.term, sensitivity="secret")
    assert not type(row).objects.known_to(worker("budget")).exists()
    assert not Lowering.objects.exists()


def test_lowering_asks_why_and_is_kept_for_the_dpo(keeper):
    row = obstacle("violence")
    with pytest.raises(RuleViolation, match="Dites pourquoi"):
        change_readers(by=keeper, term=row.term, sensitivity="reserved", reason="  ")
    before = Entry.objects.count()
    change_readers(by=keeper, term=row.term, sensitivity="ordinary", reason="erreur de départ")
    (kept,) = Lowering.objects.visible_to(UserFactory(role=Role.DPO))
    assert (kept.before, kept.after, kept.reason, kept.opened, kept.by) == (
        "secret", "ordinary", "erreur de départ", 1, keeper,
    )  # fmt: skip
    assert kept.opened_few, "one row of a secret word would point at someone"
    assert Entry.objects.count() == before + 1
    assert type(row).objects.visible_to(worker("numerique")).get() == row
    assert not Lowering.objects.visible_to(keeper).exists()


def test_sent_twice_it_is_lowered_once(keeper):
    word = obstacle_word("money")
    for _ in range(2):
        change_readers(by=keeper, term=word, sensitivity="ordinary", reason="deux clics")
    assert Lowering.objects.count() == 1


def test_a_lowering_is_never_changed_nor_deleted(keeper):
    change_readers(by=keeper, term=obstacle_word("money"), sensitivity="ordinary", reason="vrai")
    for act in (lambda: Lowering.objects.update(reason="autre"), lambda: Lowering.objects.all().delete()):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            act()
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, 'terms_lowering', 'UPDATE')")
        assert cursor.fetchone() == (False,)
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        Lowering.objects.create(term=obstacle_word("money"), before="secret", after="reserved", opened=0, by=keeper)


def test_every_list_shows_even_one_that_nobody_named(keeper):
    add_term(by=keeper, list_name="kitchen_garden", label="Tomates")
    names = list_names()
    assert names["kitchen_garden"] == "Kitchen garden"
    assert names[OBSTACLE] == "Freins" and names["visit_reason"] == "Motifs de venue"
    assert names["situation_housing"] == "Situation : logement"


def test_uses_are_found_by_reading_the_models():
    found = {(model._meta.label, name) for model, name in uses()}
    assert {("beneficiaries.Obstacle", "term"), ("platforms.InterviewNote", "themes")} < found
    assert not [label for label, _ in found if label.startswith("terms.") or "Event" in label]
