import re

import pytest
from django.urls import reverse

from ceis.access import MATRIX, Permission, Role
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db
MATRIX_PAGE = reverse("accounts:matrix")


def test_the_page_says_what_the_code_does(client):
    client.force_login(UserFactory(role=Role.MANAGER))
    content = client.get(MATRIX_PAGE).content.decode()
    rows = dict(re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', content, re.S))
    assert list(rows) == [permission.label for permission in Permission]
    for permission in Permission:
        said = [cell == "oui" for cell in re.findall(r">(oui|non)<", rows[permission.label])]
        assert said == [permission in MATRIX[role] for role in Role]


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_it(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(MATRIX_PAGE).status_code == (200 if Permission.SEE_MATRIX in MATRIX[role] else 403)
    assert client.post(MATRIX_PAGE).status_code in (403, 405)


def test_where_i_am_is_said_once(client):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    content = client.get(MATRIX_PAGE).content.decode()
    assert len(re.findall(r'aria-current="page"', content)) == 1
    assert re.search(r'aria-current="page">\s*Réglages', content)
