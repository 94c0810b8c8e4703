"""How the French write dates, hours, numbers and amounts: available in every template."""

from django import template

from ceis import french

register = template.Library()

for name in (
    "day",
    "day_month",
    "day_month_year",
    "weekday",
    "hour",
    "month",
    "number",
    "percent",
    "euros",
    "minutes",
):
    # What the database gives in universal time is read on a Paris clock.
    register.filter(name, getattr(french, name), expects_localtime=True)
