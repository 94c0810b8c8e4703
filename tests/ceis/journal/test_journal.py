"""The journal only grows, and history sees every way of changing a row: both are the database's own promise."""

import pytest
from django.db import DatabaseError, connection, transaction

from ceis.access import Role
from ceis.accounts.models import Assignment
from ceis.database import APPEND_ONLY
from ceis.journal.actions import record
from ceis.journal.models import Entry
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db
AssignmentPast = Assignment.past.rel.related_model


@pytest.fixture
def line() -> Entry:
    user = UserFactory()
    record(by=user, action=Entry.Action.READ, on=user)
    return Entry.objects.get()


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda line: Entry.objects.update(action="sign"),
        lambda line: line.delete(),
        lambda line: Entry.objects.all()._raw_delete("default"),
        lambda line: line.save(force_update=True),
        lambda line: sql("UPDATE journal_entry SET at = now()"),
        lambda line: sql("DELETE FROM journal_entry"),
        lambda line: sql("TRUNCATE journal_entry"),
        lambda line: sql("ALTER TABLE journal_entry DISABLE TRIGGER ALL"),
        lambda line: sql("ALTER TABLE journal_entry DISABLE TRIGGER pgtrigger_append_only_6d2d9"),
        lambda line: sql("DROP TABLE journal_entry"),
        lambda line: sql("SET session_replication_role = replica"),
        lambda line: sql("CREATE RULE quiet AS ON INSERT TO journal_entry DO INSTEAD NOTHING"),
    ],
)
def test_a_line_is_never_changed_nor_taken_away(line, tamper):
    before = Entry.objects.values().get()
    with pytest.raises(DatabaseError), transaction.atomic():
        tamper(line)
    assert Entry.objects.values().get() == before


def test_the_trigger_refuses_even_a_role_that_was_given_the_right(line):
    """pgtrigger's setting for skipping triggers is not for the application: the right to write is missing too."""
    import pgtrigger

    with pytest.raises(DatabaseError), transaction.atomic(), pgtrigger.ignore("journal.Entry:append_only"):
        Entry.objects.update(action="sign")


def test_an_act_whose_line_cannot_be_written_does_not_happen():
    user = UserFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        UserFactory(first_name="Fantôme")
        record(by=user, action="x" * 99, on=user)
    assert not type(user).objects.filter(first_name="Fantôme").exists()


def test_a_line_names_nobody(line):
    person = BeneficiaryFactory(first_name="Zénobie", last_name="Quintal")
    kept = str(list(Entry.objects.values()))
    assert "Zénobie" not in kept and "Quintal" not in kept and str(person.pk) in kept


# --- History ---


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Assignment.objects.filter(pk=row.pk).update(role=Role.DPO),
        lambda row: Assignment.objects.bulk_update([row], ["role"]),
        lambda row: row.save(),
        lambda row: sql(f"UPDATE accounts_assignment SET role = 'dpo' WHERE id = '{row.pk}'"),
    ],
)
def test_history_sees_every_way_of_changing_a_row(change):
    row = UserFactory(role=Role.MANAGER).assignments.get()
    row.role = Role.DPO
    change(row)
    assert AssignmentPast.objects.get(id=row.pk).role == Role.MANAGER
    Assignment.objects.all().delete()
    assert AssignmentPast.objects.filter(id=row.pk, pgh_label="deleted").exists()


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_history_is_not_rewritten(statement):
    row = UserFactory(role=Role.MANAGER).assignments.get()
    Assignment.objects.update(role=Role.DPO)
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(statement.format(AssignmentPast._meta.db_table))
    assert AssignmentPast.objects.get(id=row.pk).role == Role.MANAGER


# --- The role that works ---


def test_the_working_role_may_add_to_what_only_grows_and_nothing_else():
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        growing = [table for table in tables if table in APPEND_ONLY or table.endswith("event")]
        assert len(growing) > 8
        for table in growing:
            for right in ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES"):
                cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, right])
                assert cursor.fetchone() == (False,), f"{right} on {table}"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE beneficiaries_beneficiary ADD COLUMN nir text",
        "CREATE TABLE copy AS SELECT * FROM beneficiaries_beneficiary",
        "DROP TABLE accounts_user",
        "GRANT UPDATE ON journal_entry TO current_user",
        "SET ROLE postgres",
        "CREATE ROLE other SUPERUSER",
        "ALTER ROLE current_user BYPASSRLS",
        "CREATE EXTENSION dblink",
        "COPY beneficiaries_beneficiary TO PROGRAM 'cat'",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_the_working_role_makes_and_takes_nothing(statement):
    if statement.startswith("GRANT"):  # granted to nobody new: PostgreSQL says so by a warning, and gives nothing
        sql("SELECT 1")
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege(current_user, 'journal_entry', 'UPDATE WITH GRANT OPTION')")
            assert cursor.fetchone() == (False,)
        return
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(statement)
