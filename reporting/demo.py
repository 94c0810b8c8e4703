"""The last months’ reports of the demo place, expected: the workers make them, those that are due sign themselves."""

from ceis.civil_time import Period
from ceis.demo import World
from ceis.platform import installed_platforms
from reporting.bilans import MONTHLY
from reporting.models import Report

MONTHS = 4


def build(world: World) -> None:
    for month in Period.month(world.today).previous_month().months_back(MONTHS):
        for platform_id in [None, *(config.number for config in installed_platforms())]:
            world.keep(
                Report(
                    id=world.uuid(),
                    bilan=MONTHLY.slug,
                    platform_id=platform_id,
                    starts_on=month.start,
                    ends_on=month.end,
                    asked_at=world.stamp(world.today, world.clock),
                )
            )
