import pytest

from ceis.access import Role
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory


@pytest.fixture
def agent(client):
    """Someone of the desk, signed in."""
    user = UserFactory(role=Role.RECEPTION)
    client.force_login(user)
    return user


@pytest.fixture
def adviser(client):
    """Someone who follows people on the platform « emploi », signed in."""
    user = UserFactory(role=Role.SOCIAL_WORKER, first_name="Claire")
    client.force_login(user)
    return user


@pytest.fixture
def khadija():
    return BeneficiaryFactory(
        first_name="Khadija",
        last_name="Benali",
        sex="F",
        phone="+33612345678",
        email="khadija@exemple.org",
        neighbourhood="Figuerolles",
    )
