from django.db import connection, models

from ceis.privacy import Impersonal


class FileCounter(models.Model):
    """The last file number given each year."""

    year = models.PositiveSmallIntegerField("année", primary_key=True)
    last = models.PositiveIntegerField("dernier numéro", default=0)

    privacy = Impersonal("compteur")

    class Meta:
        verbose_name = "compteur de dossiers"

    def __str__(self) -> str:
        return f"{self.year} : {self.last}"

    @classmethod
    def take(cls, year: int) -> str:
        """Return the next file number of ``year``, « 2026-00318 »: one statement, so never the same one twice."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO beneficiaries_filecounter (year, last) VALUES (%s, 1)"
                " ON CONFLICT (year) DO UPDATE SET last = beneficiaries_filecounter.last + 1 RETURNING last",
                [year],
            )
            (number,) = cursor.fetchone()
        return f"{year}-{number:05d}"
