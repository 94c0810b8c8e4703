import factory

from ceis.access import PLATFORM_ROLES, Role
from ceis.accounts.models import Assignment, User
from ceis.models import Platform
from ceis.places.models import Room, Site

PASSWORD = "un long mot de passe"


class UserFactory(factory.django.DjangoModelFactory):
    """``UserFactory(role=Role.RECEPTION)``; platform roles take ``platform="emploi"`` (default)."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    first_name = factory.Faker("first_name", locale="fr_FR")
    last_name = factory.Faker("last_name", locale="fr_FR")
    email = factory.Sequence(lambda n: f"agent{n}@ceis.example")

    @classmethod
    def _create(cls, model_class, *args, role=None, platform=None, **kwargs):
        user = model_class.objects.create_user(password=PASSWORD, **kwargs)
        if role is not None:
            assign(user, role, platform)
        return user


def assign(user: User, role: Role, platform: str | None = None) -> Assignment:
    of_platform = Platform.objects.get(slug=platform or "emploi") if role in PLATFORM_ROLES else None
    user.__dict__.pop("assignments_today", None)
    return Assignment.objects.create(user=user, role=role, platform=of_platform)


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    name = factory.Sequence(lambda n: f"Maison {n}")


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Room

    site = factory.SubFactory(SiteFactory)
    name = factory.Sequence(lambda n: f"Bureau {n}")
    kind = Room.Kind.OFFICE
