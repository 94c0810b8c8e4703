import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from beneficiaries.deletion_keys import keys_of_names
from beneficiaries.models.people import SET_ASIDE, BeneficiaryQuerySet
from ceis.civil_time import today
from ceis.french import day_month_year
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal
from ceis.text import name_words, sort_key

LONGEST_NAMES = 260  # kept of four names of eighty letters: what is beyond is not searched


@keeps_history
class Beneficiary(models.Model):
    """One person, for all platforms. What they live and what was said with them is elsewhere, each with its readers."""

    class Sex(models.TextChoices):
        FEMALE = "F", "femme"
        MALE = "M", "homme"
        OTHER = "X", "autre"
        UNKNOWN = "", "non renseigné"

    class Nationality(models.TextChoices):
        FRENCH = "fr", "française"
        EUROPEAN = "eu", "d’un autre pays de l’Union européenne"
        OTHER = "other", "d’un pays hors de l’Union européenne"
        UNKNOWN = "", "non renseignée"

    class AddressKind(models.TextChoices):
        HOME = "home", "là où elle habite"
        DOMICILED = "domiciled", "domiciliation"
        NONE = "none", "sans domicile"
        UNKNOWN = "", "non renseigné"

    class ArchiveReason(models.TextChoices):
        NO_CONTACT = "no_contact", "plus de contact depuis deux ans"
        ASKED = "asked", "à sa demande"
        MOVED = "moved", "a quitté la région"
        DECEASED = "deceased", "décès"
        MISTAKE = "mistake", "dossier ouvert par erreur"

    class Channel(models.TextChoices):
        PHONE = "phone", "appel"
        SMS = "sms", "SMS"
        EMAIL = "email", "courriel"
        POST = "post", "courrier"
        IN_PERSON = "in_person", "de vive voix, quand elle vient"
        UNKNOWN = "", "non renseigné"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    file_number = models.CharField("numéro de dossier", max_length=12, unique=True, editable=False)
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom d’usage", max_length=80)
    birth_name = models.CharField("nom de naissance", max_length=80, blank=True)
    sex = models.CharField("sexe", max_length=1, choices=Sex, blank=True, default=Sex.UNKNOWN)
    birth_first_name = models.CharField("prénom de naissance", max_length=80, blank=True)
    birth_date = models.DateField("date de naissance", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("année de naissance", null=True, blank=True)
    birth_place = models.CharField("lieu de naissance", max_length=120, blank=True)
    nationality = models.CharField(
        "nationalité", max_length=5, choices=Nationality, blank=True, default=Nationality.UNKNOWN
    )
    language = models.ForeignKey(
        "terms.Term", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="langue parlée"
    )
    needs_interpreter = models.BooleanField("a besoin d’un interprète", default=False)
    photo_allowed = models.BooleanField("accepte d’être photographiée", default=False)
    # Asked where the household is not filled, derived from it where it is.
    lives_alone = models.BooleanField("dit vivre seule", null=True, blank=True)
    single_parent = models.BooleanField("dit élever seule ses enfants", null=True, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    other_phone = models.CharField("autre téléphone", max_length=20, blank=True)
    no_phone = models.BooleanField("n’a pas de téléphone", default=False)
    email = models.EmailField("adresse électronique", blank=True)
    preferred_channel = models.CharField(
        "préfère être jointe par", max_length=10, choices=Channel, blank=True, default=Channel.UNKNOWN
    )
    # Unknown until asked: whether someone else could hear, read or open what we leave.
    voicemail_safe = models.BooleanField("on peut laisser un message vocal", null=True, blank=True)
    sms_safe = models.BooleanField("on peut envoyer un SMS", null=True, blank=True)
    post_safe = models.BooleanField("on peut écrire par courrier", null=True, blank=True)
    address_kind = models.CharField(
        "cette adresse est", max_length=10, choices=AddressKind, blank=True, default=AddressKind.UNKNOWN
    )
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=10, blank=True)
    city = models.CharField("commune", max_length=80, blank=True)
    neighbourhood = models.CharField("quartier", max_length=80, blank=True)
    protected_contact = models.BooleanField("coordonnées protégées", default=False)
    version = models.PositiveIntegerField("version", default=1, db_default=1, editable=False)
    created_at = models.DateTimeField("dossier ouvert le", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="ouvert par",
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    archived_at = models.DateTimeField("archivé le", null=True, blank=True, editable=False)
    archived_because = models.CharField(
        "raison de l’archivage", max_length=10, choices=ArchiveReason, blank=True, default="", editable=False
    )
    anonymised_at = models.DateTimeField("anonymisé le", null=True, blank=True, editable=False)

    # Written by `index_names`, never typed.
    sort_name = models.CharField("clé de tri", max_length=260, editable=False, db_index=True)
    search_name = models.CharField("noms comparés", max_length=LONGEST_NAMES, editable=False)
    search_keys = ArrayField(models.IntegerField(), editable=False, default=list)
    search_vector = models.GeneratedField(
        expression=SearchVector("search_name", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    privacy = Personal(
        "",
        "accueillir et accompagner la personne",
        Keep.RECORD,
        (
            "file_number", "first_name", "last_name", "birth_name", "birth_first_name", "sex", "birth_date",
            "birth_year", "birth_place", "nationality", "needs_interpreter", "photo_allowed", "lives_alone",
            "single_parent", "phone", "other_phone", "no_phone", "email", "preferred_channel", "voicemail_safe",
            "sms_safe", "post_safe", "address_kind", "address", "postcode", "city", "neighbourhood",
            "protected_contact", "created_at", "anonymised_at", "archived_at", "archived_because",
            "sort_name", "search_name", "search_keys", "search_vector",
        ),
        neutral=("version",),
    )  # fmt: skip
    objects = BeneficiaryQuerySet.as_manager()

    class Meta:
        verbose_name = "personne"
        ordering = ["sort_name", "file_number"]
        indexes = [
            GinIndex(fields=["search_keys"], name="beneficiaries_keys"),
            GinIndex(fields=["search_vector"], name="beneficiaries_words"),
            GinIndex(fields=["search_keys"], name="beneficiaries_keys_set_aside", condition=SET_ASIDE),
            GinIndex(fields=["search_name"], name="beneficiaries_trigrams", opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=["phone"], name="beneficiaries_phone", opclasses=["varchar_pattern_ops"], condition=~Q(phone="")
            ),
            models.Index(
                fields=["other_phone"],
                name="beneficiaries_other_phone",
                opclasses=["varchar_pattern_ops"],
                condition=~Q(other_phone=""),
            ),
            models.Index(
                fields=["email"], name="beneficiaries_email", opclasses=["varchar_pattern_ops"], condition=~Q(email="")
            ),
            models.Index(fields=["birth_date"], name="beneficiaries_birth"),
        ]
        constraints = [
            models.CheckConstraint(
                name="beneficiaries_birth_year_of_birth_date",
                condition=Q(birth_date=None) | Q(birth_year=ExtractYear("birth_date")),
                violation_error_message="L’année de naissance n’est pas celle de la date de naissance.",
            ),
            models.CheckConstraint(
                name="beneficiaries_birth_year_possible",
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2100),
                violation_error_message="L’année de naissance s’écrit sur quatre chiffres, à partir de 1900.",
            ),
            models.CheckConstraint(
                name="beneficiaries_named",
                condition=~Q(first_name="") & ~Q(last_name="") | Q(anonymised_at__isnull=False),
                violation_error_message="Le nom et le prénom sont nécessaires.",
            ),
            models.CheckConstraint(
                name="beneficiaries_no_phone_and_none_written",
                condition=Q(no_phone=False) | Q(phone="", other_phone=""),
                violation_error_message="Un numéro est écrit : décochez « n’a pas de téléphone », ou effacez-le.",
            ),
            models.CheckConstraint(
                name="beneficiaries_archived_with_reason",
                condition=Q(archived_at=None, archived_because="")
                | Q(archived_at__isnull=False) & ~Q(archived_because=""),
                violation_error_message="Un dossier archivé dit pourquoi.",
            ),
            models.CheckConstraint(
                name="beneficiaries_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                violation_error_message="Un dossier ne se fusionne pas avec lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def save(self, *args, **kwargs) -> None:
        self.index_names()
        super().save(*args, **kwargs)

    def index_names(self) -> None:
        """Write what search and sort read; to be called before any write that does not go through `save`."""
        if self.birth_date:
            self.birth_year = self.birth_date.year
        self.sort_name = sort_key(f"{self.last_name} {self.first_name}")
        names = (self.first_name, self.last_name, self.birth_name, self.birth_first_name)
        self.search_name = " ".join(dict.fromkeys(name_words(" ".join(names))))[:LONGEST_NAMES]
        self.search_keys = sorted(
            {
                key
                for first_name in filter(None, (self.first_name, self.birth_first_name))
                for key in keys_of_names(first_name, self.last_name, self.birth_name)
            }
        )
        self.email = self.email.lower()

    @property
    def born(self) -> str:
        """« née le 12 mars 1984 », « né en 1984 », or nothing when the person did not say."""
        participle = {self.Sex.FEMALE: "née", self.Sex.MALE: "né"}.get(self.sex, "né(e)")
        if self.birth_date:
            return f"{participle} le {day_month_year(self.birth_date)}"
        return f"{participle} en {self.birth_year}" if self.birth_year else ""

    @property
    def told_apart_by(self) -> str:
        """What tells two people of the same name apart, in a list: birth year, neighbourhood, file number."""
        participle = self.born.split(" ")[0]
        year = f"{participle} en {self.birth_year}" if self.birth_year else ""
        where = "" if self.protected_contact else self.neighbourhood
        return " · ".join(part for part in (year, where, f"dossier {self.file_number}") if part)

    def contact_open_to(self, user) -> bool:
        """The contact of someone in danger is shown to their référents of the day, and to nobody else."""
        return not self.protected_contact or self.has_referent(user)

    def has_referent(self, user) -> bool:
        """Whether ``user`` is their référent today, on a platform they still work on."""
        return self.referents.in_force().of_user(user).exists()

    def age_on(self, day: date | None = None) -> int | None:
        """Age in full years on ``day`` (today by default); from the birth year alone, the age reached that year."""
        day = day or today()
        if self.birth_date:
            had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
            return day.year - self.birth_date.year - (not had_birthday)
        return day.year - self.birth_year if self.birth_year else None
