"""Papers: attached once, handed out as files and never as pages, taken away for good."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from beneficiaries.models import Document, DocumentContent, PersonTag
from beneficiaries.models.document import LARGEST_FILE
from ceis.journal.models import Entry
from ceis.terms.models import Term
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.family import PDF, PNG, paper, tag

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"beneficiaries:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def form(content=PDF, name="avis.pdf", code="identity", **typed):
    kind = Term.objects.get(list="document_type", code=code)
    return {
        "id": str(uuid4()),
        "file": SimpleUploadedFile(name, content),
        "type": kind.pk,
        "title": "Avis 2025",
    } | typed


def test_a_paper_is_attached_and_listed(client, adviser, khadija):
    page = client.post(url("documents", khadija), form(), follow=True)
    assert "« Avis 2025 » est joint au dossier." in page.text
    kept = Document.objects.get()
    assert (kept.file_name, kept.media_type, kept.size) == ("avis.pdf", "application/pdf", len(PDF))
    assert bytes(kept.content.bytes) == PDF and len(kept.sha256) == 64
    assert Entry.objects.filter(object_id=str(kept.pk), action="create").count() == 1


def test_pressed_twice_it_is_kept_once(client, adviser, khadija):
    number = str(uuid4())
    for _ in range(2):
        assert client.post(url("documents", khadija), form(id=number)).status_code == 302
    assert Document.objects.count() == DocumentContent.objects.count() == 1


def test_a_reserved_paper_goes_to_the_team_and_says_so(client, adviser, khadija):
    client.post(url("documents", khadija), form(code="income"))
    client.post(url("documents", khadija), form(confidential="on"))
    assert {kept.platform.slug for kept in Document.objects.select_related("platform").order_by("pk")} == {"emploi"}


@pytest.mark.parametrize(
    "content, name, words",
    [
        (b"", "avis.pdf", "Ce fichier est vide."),
        (PNG, "avis.pdf", "Ce fichier dit être un PDF mais n’en est pas un"),
        (b"<html><script>alert(1)</script>", "photo.jpg", "n’en est pas une"),
        (b"PK\x03\x04rien", "lettre.docx", "n’en est pas un"),
        (PDF + b"\0" * LARGEST_FILE, "gros.pdf", "Ce fichier dépasse 15 Mo."),
    ],
)
def test_a_hostile_file_is_refused_in_words_and_the_rest_is_kept(client, adviser, khadija, content, name, words):
    page = client.post(url("documents", khadija), form(content, name))
    assert page.status_code == 422 and words in page.text and "Avis 2025" in page.text
    assert not Document.objects.exists() and not DocumentContent.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"type": "0"}, {"type": "abc"}, {"platform": "3"}, {"title": "a" * 500}, {"file": ""}]
)
def test_bad_input_is_a_word_at_its_field(client, adviser, khadija, typed):
    page = client.post(url("documents", khadija), form(**typed))
    assert page.status_code == 422 and "invalid-feedback" in page.text


@pytest.mark.parametrize(
    "name, kept",
    [
        ("é" * 396 + ".pdf", "é" * 116 + ".pdf"),
        ("avis\u202efdp\u2066.pdf", "avisfdp.pdf"),
        ("..\\..\\avis.pdf", "avis.pdf"),
    ],
)
def test_odd_names_are_made_harmless(client, adviser, khadija, name, kept):
    client.post(url("documents", khadija), form(name=name))
    assert Document.objects.get().file_name == kept


def test_it_is_handed_out_as_a_file_to_keep_and_never_as_a_page(client, adviser, khadija):
    hostile = paper(khadija, content=b"bonjour\n<p onclick=x>", name='é\u202e "a".txt', by=adviser)
    answer = client.get(url("document", khadija, hostile))
    assert answer.content == b"bonjour\n<p onclick=x>"
    said = answer.headers
    assert said["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9%20a.txt"
    assert said["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert (said["X-Content-Type-Options"], said["X-Frame-Options"]) == ("nosniff", "DENY")
    assert "no-store" in said["Cache-Control"]
    assert said["Content-Type"] == "text/plain"


def test_each_download_is_in_the_journal(client, adviser, khadija):
    kept = paper(khadija, by=adviser)
    for _ in range(2):
        client.get(url("document", khadija, kept))
    assert Entry.objects.filter(actor=adviser, object_id=str(kept.pk), action="export").count() == 2


def test_taken_away_nothing_of_it_is_left_but_that_it_was_there(client, adviser, khadija):
    kept = paper(khadija, title="CANARI-titre", name="CANARI-nom.pdf", by=adviser)
    page = url("take_away", khadija, kept)
    assert client.post(page, {"reason": "bof"}).status_code == 422
    assert client.post(page, {"reason": "mauvaise personne"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.title, kept.file_name, kept.sha256, kept.cancel_reason) == ("", "", "", "mauvaise personne")
    assert not DocumentContent.objects.exists()
    past = Document.past.rel.related_model.objects.filter(pgh_obj_id=kept.pk)
    assert past.count() == 1 and "CANARI" not in str(past.values().get())
    assert client.get(url("document", khadija, kept)).status_code == 404
    assert client.get(page).status_code == 404


def test_a_paper_is_not_reached_from_another_record(client, adviser, khadija):

    kept = paper(BeneficiaryFactory(), by=adviser)
    assert client.get(url("document", khadija, kept)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_never_reads_the_bytes_and_its_queries_do_not_grow(
    client, adviser, khadija, rows, django_assert_num_queries
):
    for _ in range(rows):
        paper(khadija, by=adviser)
    client.get(url("documents", khadija))
    # session, user, the request's savepoint and its end, roles, person, draft, papers, types twice, platforms
    with django_assert_num_queries(11) as asked:
        client.get(url("documents", khadija), headers={"HX-Request": "true"})
    assert not any("documentcontent" in query["sql"] for query in asked.captured_queries)


def test_tags_are_put_on_and_taken_off_and_a_colleague_s_word_stays(client, adviser, khadija):

    call, guide = (Term.objects.get(list="tag", code=code).pk for code in ("to_call_back", "neighbour_guide"))
    client.post(url("tags", khadija), {"tags": [call], "shown": ""})
    tag(khadija, "neighbour_guide")  # a colleague, meanwhile
    client.post(url("tags", khadija), {"tags": [], "shown": f"{call},x,-1"})
    assert [worn.term_id for worn in PersonTag.objects.in_force().order_by("pk")] == [guide]
    assert client.post(url("tags", khadija), {"tags": ["999999"]}).status_code == 422
    assert PersonTag.objects.get(term=call).ends_on - PersonTag.objects.get(term=call).starts_on == timedelta(0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_by_tag_costs_the_same_whoever_bears_it(client, adviser, rows, django_assert_num_queries):

    for _ in range(rows):
        tag(BeneficiaryFactory(), by=adviser)
    # session, user, the request's savepoint and its end, roles, last opened, tags, how many, people, their comings
    with django_assert_num_queries(11):
        client.get(url("list"), {"etiquette": "to_call_back"}, headers={"HX-Request": "true"})
