import re
from uuid import uuid4

import pytest
from django.urls import reverse

from beneficiaries.models import Beneficiary
from ceis.access import Role
from ceis.journal.models import Entry
from ceis.models import Draft
from ceis.terms.models import Term
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db


def url(person):
    return reverse("beneficiaries:identity", args=[person.pk])


def typed(person, **changes):
    """What a browser sends back of the form of ``person``."""
    fields = ("last_name", "first_name", "birth_name", "sex", "email", "address", "postcode", "city", "neighbourhood")
    kept = {name: getattr(person, name) for name in fields} | {"phone": person.phone, "birth": person.birth_year or ""}
    return kept | {"version": person.version} | changes


def language(code: str) -> int:
    return Term.objects.get(list="language", code=code).pk


def test_the_form_says_what_is_kept(client, agent, khadija):
    page = client.get(url(khadija))
    assert page.status_code == 200
    for value in ("Benali", "1984", "06\u00a012\u00a034\u00a056\u00a078", "Figuerolles"):
        assert f'value="{value}"' in page.text


def test_a_correction_is_kept_with_its_history(client, agent, khadija):
    answer = client.post(url(khadija), typed(khadija, last_name="Ben Ali", birth="12/03/1984"))
    assert answer.url == reverse("beneficiaries:detail", args=[khadija.pk])
    kept = Beneficiary.objects.get()
    assert (str(kept), str(kept.birth_date), kept.version) == ("Khadija Ben Ali", "1984-03-12", 2)
    assert kept.past.get().last_name == "Benali" and "ben ali" in kept.search_name
    assert Entry.objects.filter(action=Entry.Action.UPDATE, actor=agent, object_id=str(khadija.pk)).exists()


def test_a_birth_date_can_become_a_year_again(client, agent, khadija):
    client.post(url(khadija), typed(khadija, birth="12/03/1984"))
    client.post(url(khadija), typed(khadija, birth="1985", version=2))
    kept = Beneficiary.objects.get()
    assert (kept.birth_date, kept.birth_year) == (None, 1985)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("last_name", "", "obligatoire"), ("birth", "31/02/1984", "n’existe pas"), ("phone", "06", "ne s’appelle pas"),
        ("email", "a@@b", "adresse"), ("version", "0", ""),
        ("version", "\x00", ""), ("version", "9" * 400, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_lost(client, agent, khadija, field, value, said):
    page = client.post(url(khadija), typed(khadija, city="Lunel", **{field: value}))
    assert page.status_code == 422 and said in page.text and 'value="Lunel"' in page.text
    assert Beneficiary.objects.get().city == ""


def choices(page) -> dict[str, list[str]]:
    """What the page of the two versions asks: field → the values of its buttons."""
    asked: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="radio" name="([a-z_]+)" value="([^"]*)"', page.text):
        asked.setdefault(name, []).append(value)
    return asked


def carried(page) -> dict[str, str]:
    """What the same page sends of all the rest, in hidden fields."""
    return dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', page.text))


def test_the_second_of_two_sees_both_versions_and_chooses(client, agent, khadija):
    client.post(url(khadija), typed(khadija, phone="06 22 33 44 55", city="Lunel", language=language("ary")))
    page = client.post(url(khadija), typed(khadija, address="3, rue du Pont", city="Sète", birth_name="Ould"))
    assert page.status_code == 409
    # An address is a whole: half of hers and half of his would be nobody's.
    assert choices(page) == {"address": ["", "3, rue du Pont"], "city": ["Lunel", "Sète"]}
    assert "Téléphone" in page.text and "Langue parlée" in page.text  # taken as they are
    kept = Beneficiary.objects.get()
    assert (kept.city, kept.address, kept.birth_name) == ("Lunel", "", "")
    again = carried(page) | {"address": "3, rue du Pont", "city": "Lunel"}
    assert client.post(url(khadija), again).status_code == 302
    kept = Beneficiary.objects.get()
    assert (kept.city, kept.address, kept.phone) == ("Lunel", "3, rue du Pont", "+33622334455")
    assert (kept.birth_name, kept.language.code, kept.version) == ("Ould", "ary", 3)


def test_a_choice_that_is_not_made_is_asked_again(client, agent, khadija):
    client.post(url(khadija), typed(khadija, city="Lunel"))
    page = client.post(url(khadija), typed(khadija, city="Sète"))
    page = client.post(url(khadija), carried(page))
    assert page.status_code == 422 and "Choisissez l’une des deux versions." in page.text
    assert Beneficiary.objects.get().city == "Lunel"


def test_two_who_changed_different_things_lose_neither_and_are_asked_nothing(client, agent, khadija):
    client.post(url(khadija), typed(khadija, birth_name="Ould", sms_safe="False"))
    assert client.post(url(khadija), typed(khadija, city="Sète", needs_interpreter="on")).status_code == 302
    kept = Beneficiary.objects.get()
    assert (kept.birth_name, kept.sms_safe, kept.city, kept.needs_interpreter) == ("Ould", False, "Sète", True)


@pytest.mark.parametrize(
    ("first", "second", "name", "offered"),
    [
        ({"birth": "12/03/1984"}, {"birth": "1985"}, "birth", ["12/03/1984", "1985"]),
        ({"sex": "M"}, {"sex": ""}, "sex", ["M", ""]),
        ({"needs_interpreter": "on"}, {}, None, []),
        ({"voicemail_safe": "True"}, {"voicemail_safe": "False"}, "voicemail_safe", ["True", "False"]),
        ({"address_kind": "none"}, {"address_kind": "home"}, "address_kind", ["none", "home"]),
        ({"phone": "", "no_phone": "on"}, {"other_phone": "0622334455"}, "no_phone", ["True", "False"]),
    ],
)  # fmt: skip
def test_every_kind_of_field_is_offered_in_its_two_versions(client, agent, khadija, first, second, name, offered):
    assert client.post(url(khadija), typed(khadija, **first)).status_code == 302
    page = client.post(url(khadija), typed(khadija, **second))
    assert choices(page).get(name, []) == offered
    if offered:
        for value in offered:
            with_all = {field: values[0] for field, values in choices(page).items()}
            answer = client.post(url(khadija), carried(page) | with_all | {name: value})
            assert answer.status_code in (302, 422), value  # both phones and « no phone »: said at the field


def test_the_same_correction_sent_twice_changes_nothing_more(client, agent, khadija):
    form = typed(khadija, city="Lunel")
    assert client.post(url(khadija), form).status_code == 302
    assert client.post(url(khadija), form).status_code == 302
    assert Beneficiary.objects.get().version == 2


def test_the_desk_neither_sees_nor_erases_protected_contact(client, agent, khadija):
    khadija.protected_contact = True
    khadija.save()
    page = client.get(url(khadija)).text
    assert "id_phone" not in page and "06\u00a012" not in page and "id_protected_contact" not in page
    sent = typed(khadija, phone="0700000000", email="", protected_contact="", last_name="Benaly")
    assert client.post(url(khadija), sent).status_code == 302
    kept = Beneficiary.objects.get()
    assert (kept.last_name, kept.phone, kept.protected_contact) == ("Benaly", "+33612345678", True)
    assert kept.email == "khadija@exemple.org"


def test_a_draft_comes_back_with_the_version_it_was_written_on(client, agent, khadija):
    Draft.objects.create(
        user=agent, form="beneficiaries.identity", about=str(khadija.pk), data={"city": ["Lunel"], "version": ["1"]}
    )
    khadija.version = 4
    khadija.save()
    page = client.get(url(khadija)).text
    assert 'value="Lunel"' in page and 'name="version" value="1"' in page


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.PARTNER])
def test_whoever_may_not_is_refused(client, khadija, role):
    client.force_login(UserFactory(role=role))
    assert client.get(url(khadija)).status_code == 403


def test_someone_merged_or_unknown_is_not_found(client, agent, khadija):
    merged = BeneficiaryFactory(merged_into=khadija)
    assert client.get(url(merged)).status_code == 404
    assert client.get(reverse("beneficiaries:identity", args=[uuid4()])).status_code == 404


def test_other_methods_are_refused(client, agent, khadija):
    assert client.delete(url(khadija)).status_code == 405
