import pytest
from django.core.management import CommandError, call_command

from ceis.access import Role
from ceis.accounts.models import User
from ceis.places.models import Room, Site

pytestmark = pytest.mark.django_db
WHO = ("remi@lieu.example", "Rémi", "Toulouse")


def test_a_new_place_has_rooms_and_someone_who_opens_accounts(client, capsys):
    call_command("open_place", *WHO, site="La Maison", office=["Bureau A", "Bureau B"], hall=["Grande salle"])
    user = User.objects.get()
    assert user.roles == {Role.ADMINISTRATOR} and not user.has_usable_password()
    assert Site.objects.get().name == "La Maison"
    assert list(Room.objects.order_by("position").values_list("name", "kind")) == [
        ("Bureau A", "office"), ("Bureau B", "office"), ("Grande salle", "collective"),
    ]  # fmt: skip
    link = capsys.readouterr().out.split()[-1]
    page = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    assert page.status_code == 200 and 'name="password1"' in page.content.decode()


def test_a_place_opens_once():
    call_command("open_place", *WHO, site="La Maison")
    with pytest.raises(CommandError, match="déjà ouvert"):
        call_command("open_place", "autre@lieu.example", "Ana", "Vidal", site="L’autre maison")
    assert Site.objects.count() == User.objects.count() == 1
