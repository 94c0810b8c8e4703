"""What every answer says to the browser, and what a reading never does to the database."""

import pytest
from django.db import InternalError, connection, transaction
from django.test import Client
from django.urls import reverse

from ceis import drafts
from ceis.journal.models import Entry
from ceis.models import Draft
from tests.architecture.access_table import ROWS
from tests.security.crawl import addresses
from tests.security.world import DRAFT_FORM, undone

# Reading a record or an interview, taking a document away: the journal keeps who did, and that is the only write.
READ_JOURNAL = {"read", "export"}


def client_of(world, role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(world.users[role])
    return client


def readable(world, role: str) -> list[str]:
    rows = [row for row in ROWS if row.method == "GET" and row.expected[role] == 200]
    return sorted({reverse(row.url_name, args=world.objects[row.thing]) for row in rows})


@pytest.mark.parametrize("role", ["anonymous", "coordinator", "manager", "administrator", "volunteer"])
def test_every_page_closes_the_door_behind_it(world, role):
    client = client_of(world, role)
    for url in readable(world, role):
        with undone():
            headers = client.get(url).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, url
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy, url
        assert headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff", url
        assert headers["Referrer-Policy"] == "same-origin", url
        if role != "anonymous":
            assert "no-store" in headers["Cache-Control"], url


def test_nothing_is_stored_of_a_refusal_either(world):
    for url in (reverse("accounts:team"), reverse("beneficiaries:detail", args=world.objects["nobody"]), "/rien/"):
        response = client_of(world, "coordinator").get(url)
        assert response.status_code in (403, 404) and "no-store" in response.headers["Cache-Control"]


# --- A reading writes nothing ---


KEPT_APART = ('"journal_entry"', 'UPDATE "django_session"')


class Writes:
    """Counts the statements that change rows, apart from the read journal and the session's last real act."""

    def __init__(self):
        self.found = []

    def __call__(self, execute, sql, params, many, context):
        verb = sql.lstrip().split(" ", 1)[0].upper()
        if verb in ("INSERT", "UPDATE", "DELETE", "TRUNCATE") and not any(table in sql for table in KEPT_APART):
            self.found.append(sql[:120])
        return execute(sql, params, many, context)


@pytest.mark.parametrize(
    "role", ["anonymous", "reception", "coordinator", "health_adviser", "manager", "administrator"]
)
def test_opening_a_page_writes_nothing_but_the_read_journal(world, role):
    client = client_of(world, role)
    before = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
    for url in addresses(world):
        writes = Writes()
        with undone(), connection.execute_wrapper(writes):
            client.get(url)
            acts = set(Entry.objects.filter(pk__gt=before).values_list("action", flat=True))
        assert writes.found == [], url
        assert acts <= READ_JOURNAL, url


def test_the_counter_sees_a_write(world):
    writes = Writes()
    with undone(), connection.execute_wrapper(writes):
        client_of(world, "reception").post(reverse("single_keys"))
    assert any("UPDATE" in sql for sql in writes.found)


def test_a_record_opened_is_written_in_the_journal(world):
    person = world.person
    with undone():
        client_of(world, "digital_mediator").get(reverse("beneficiaries:detail", args=[person.pk]))
        line = Entry.objects.order_by("-pk")[0]
        assert (line.actor, line.action, line.object_id) == (world.users["digital_mediator"], "read", str(person.pk))


# --- Drafts are their author's ---


def test_a_draft_token_works_for_its_owner_only(world):
    mine, theirs = world.users["reception"], world.users["manager"]
    token = drafts.token(mine, "secret-form", "x", back="/accueil/")
    with undone():
        client_of(world, "manager").post(reverse("keep_draft"), {"draft": token, "note": "vu"})
        assert not Draft.objects.filter(form="secret-form").exists()
        client_of(world, "reception").post(reverse("keep_draft"), {"draft": token, "note": "vu"})
        assert drafts.restore(mine, "secret-form", "x") == {"note": "vu"}
        assert drafts.restore(theirs, "secret-form", "x") == {}


@pytest.mark.parametrize("token", ["", "abc", "a:b:c", "\x00", "a" * 5000])
def test_a_made_up_token_keeps_nothing(world, token):
    with undone():
        before = Draft.objects.count()
        client_of(world, "reception").post(reverse("keep_draft"), {"draft": token, "note": "x"})
        assert Draft.objects.count() == before


def test_a_session_that_ended_keeps_what_was_posted_for_its_user_only(world):
    mine = world.users["reception"]
    token = drafts.token(mine, DRAFT_FORM, "lost", back="/accueil/")
    with undone():
        answer = Client().post(reverse("reception:register"), {"draft": token, "who": "Zerrouki", "password": "x"})
        assert answer.headers["Location"] == f"{reverse('account_login')}?next=/accueil/"
        assert drafts.restore(mine, DRAFT_FORM, "lost") == {"who": "Zerrouki"}
        assert drafts.restore(world.users["manager"], DRAFT_FORM, "lost") == {}


def test_a_reading_transaction_could_not_write(world):
    """The counter above reads SQL; here the database itself takes no write, and pages open all the same."""
    client = client_of(world, "coordinator")
    for name in ("platforms:day", "platforms:agenda", "workshops:programme", "reception:desk", "beneficiaries:list"):
        with undone():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL transaction_read_only = on")
            assert client.get(reverse(name)).status_code == 200
            with pytest.raises(InternalError), transaction.atomic():
                Draft.objects.all().delete()
