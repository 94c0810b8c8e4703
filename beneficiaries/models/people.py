"""Sets of people of the file, in the words of the trade."""

import uuid

from django.db import models
from django.db.models import Count, Q

from beneficiaries.models.referent import Referent
from ceis.access import Permission

SET_ASIDE = Q(merged_into__isnull=False) | Q(archived_at__isnull=False)


class BeneficiaryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The people whose identity ``user`` may learn: all of the file, for those who may look people up."""
        if not user.may(Permission.FIND_PEOPLE):
            return self.none()
        return self.present()

    def present(self):
        """Those whose file goes on: neither merged into another, nor archived, nor anonymised."""
        return self.filter(merged_into=None, anonymised_at=None, archived_at=None)

    def set_aside_for(self, user):
        """Files that exist and are not shown: merged into another, or archived. Only to be counted."""
        if not user.may(Permission.FIND_PEOPLE):
            return self.none()
        return self.filter(SET_ASIDE, anonymised_at=None)

    def counted_by_cause(self) -> dict[str, int]:
        """How many of these were merged, how many archived; each one counts once."""
        merged = Q(merged_into__isnull=False)
        return self.aggregate(merged=Count("pk", filter=merged), archived=Count("pk", filter=~merged))

    def merged_under(self, file_numbers):
        """Those of these numbers that were merged into another file."""
        return self.filter(file_number__in=file_numbers, merged_into__isnull=False)

    def archived(self):
        return self.filter(archived_at__isnull=False, merged_into=None, anonymised_at=None)

    def in_archive_of(self, user):
        """The archived files ``user`` may look into: those who keep the archive."""
        return self.archived() if user.may(Permission.KEEP_ARCHIVE) else self.none()

    def reopened_by(self, user):
        """The files whose « reopen » ``user`` may press: those of the archive, and those a colleague just reopened."""
        return self.in_archive_of(user) | self.visible_to(user)

    def last_archived_first(self):
        return self.order_by("-archived_at", "pk").defer("search_keys", "search_vector")

    def in_the_file(self):
        """Those who have a file of their own, archived or not: neither merged into another one, nor anonymised."""
        return self.filter(merged_into=None, anonymised_at=None)

    def among(self, ids):
        return self.filter(pk__in=ids)

    def called(self, sort_names):
        """Those whose last and first name, as lists are sorted by, are among ``sort_names``."""
        return self.filter(sort_name__in=list(sort_names))

    def for_results(self):
        """In the order of names, without what only the search reads."""
        return self.defer("search_keys", "search_vector").order_by("sort_name", "file_number")

    def followed_by(self, user):
        """Those whose référent ``user`` is today, on a platform they still work on."""
        return self.filter(pk__in=Referent.objects.in_force().of_user(user).values("beneficiary"))

    def already_opened(self, pk: uuid.UUID) -> bool:
        """Whether the form that made ``pk`` was already sent once."""
        return self.filter(pk=pk).exists()
