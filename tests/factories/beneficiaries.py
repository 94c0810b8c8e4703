import factory

from beneficiaries.actions import open_record
from beneficiaries.models import Beneficiary
from tests.factories.ceis import UserFactory


class BeneficiaryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Beneficiary

    first_name = factory.Faker("first_name", locale="fr_FR")
    last_name = factory.Faker("last_name", locale="fr_FR")
    birth_year = 1984

    @classmethod
    def _create(cls, model_class, *args, by=None, **kwargs):
        return open_record(by=by or UserFactory(), beneficiary=model_class(**kwargs))
