"""Functions of PostgreSQL that Django does not name."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class InclusiveDates(Func):
    """The days from one column to another, both included; no end means « still »."""

    function = "DATERANGE"
    output_field = DateRangeField()
