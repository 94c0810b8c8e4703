"""The budget platform of the demo place: its two advisers and the households they follow."""

from ceis.demo import World
from platforms.budget.demo_words import WORDS
from platforms.demo import Trade, follow

TRADE = Trade("budget", ("paul", "ines"), WORDS, share=1.1)


def build(world: World) -> None:
    follow(world, TRADE)
