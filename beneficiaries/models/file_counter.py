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
        """Return the next file number of ``year``, « 2026-00318 »."""
        return cls.take_block(year, 1)[0]

    @classmethod
    def take_block(cls, year: int, count: int) -> list[str]:
        """Return the next ``count`` file numbers of ``year``: one statement, so never the same one twice."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO beneficiaries_filecounter (year, last) VALUES (%(year)s, %(count)s) ON CONFLICT (year)"
                " DO UPDATE SET last = beneficiaries_filecounter.last + %(count)s RETURNING last",
                {"year": year, "count": count},
            )
            (last,) = cursor.fetchone()
        return [f"{year}-{number:05d}" for number in range(last - count + 1, last + 1)]
