"""The house of the Arceaux, its rooms and its equipment, and where it goes outside its walls."""

from datetime import date

from ceis.demo import World
from ceis.places.models import Equipment, Room, Site

HOUSE = "CEIS, les Arceaux"
OPENED = date(2018, 10, 14)
OFFICES = ("Olivier", "Romarin", "Lavande", "Mûrier", "Genêt", "Thym", "Amandier", "Arbousier")
MULTIMEDIA, COLLECTIVE, KITCHEN, COHORT = "Salle multimédia", "Salle collective", "Cuisine", "Salle Unis’Vers"
FREE_ACCESS, GARDEN = "Espace libre accès", "Jardin"
BEFORE = "Maison pour tous Albertine Sarrazin"
BEFORE_ROOM = "Grande salle"

ROOMS = [
    *((name, Room.Kind.OFFICE, 4) for name in OFFICES),
    (MULTIMEDIA, Room.Kind.COLLECTIVE, 12),
    (COLLECTIVE, Room.Kind.COLLECTIVE, 40),
    (KITCHEN, Room.Kind.COLLECTIVE, 10),
    (COHORT, Room.Kind.COLLECTIVE, 22),
    (FREE_ACCESS, Room.Kind.FREE_ACCESS, 10),
    (GARDEN, Room.Kind.OUTDOOR, 60),
]
OUTSIDE = [
    (BEFORE, "Rue Bonnard, 34000 Montpellier", BEFORE_ROOM),
    ("Maison pour tous Joseph Ricôme", "Rue Pagès, 34070 Montpellier", "Salle polyvalente"),
    ("Médiathèque Émile Zola", "Boulevard de l’Aéroport International, 34000 Montpellier", "Atelier"),
    ("Place Salengro, Figuerolles", "Place Roger Salengro, 34000 Montpellier", "Au pied des immeubles"),
    ("Parvis de la Mosson", "Avenue de Heidelberg, 34080 Montpellier", "Sous le barnum"),
]


def build(world: World) -> None:
    house = world.sites[HOUSE] = world.keep(
        Site(
            id=world.uuid(),
            name=HOUSE,
            address="Ancienne crèche Sophie-Lagrèze, 34000 Montpellier",
            capacity=100,
            opened_on=OPENED,
        )
    )
    for position, (name, kind, capacity) in enumerate(ROOMS):
        world.rooms[name] = world.keep(
            Room(id=world.uuid(), site=house, name=name, kind=kind, capacity=capacity, position=position)
        )
    for name, address, room in OUTSIDE:
        site = world.sites[name] = world.keep(
            Site(id=world.uuid(), name=name, address=address, capacity=30, outside=True)
        )
        kind = Room.Kind.OUTDOOR if name.startswith(("Place", "Parvis")) else Room.Kind.COLLECTIVE
        world.rooms[room] = world.keep(Room(id=world.uuid(), site=site, name=room, kind=kind, capacity=30))
    for position, (name, kind, where) in enumerate(equipment()):
        room = world.rooms[where] if where else None
        thing = Equipment(id=world.uuid(), site=house, name=name, kind=kind, room=room, position=position)
        world.equipment[name] = world.keep(thing)


def computers(world: World) -> list[Equipment]:
    """The computers of the free-access room, in their order."""
    room = world.rooms[FREE_ACCESS]
    return [one for one in world.equipment.values() if one.room == room and one.kind == Equipment.Kind.COMPUTER]


def equipment() -> list[tuple[str, Equipment.Kind, str | None]]:
    kinds = Equipment.Kind
    return [
        *((f"Ordinateur {n}", kinds.COMPUTER, FREE_ACCESS) for n in range(1, 7)),
        *((f"Ordinateur portable {n}", kinds.COMPUTER, MULTIMEDIA) for n in range(1, 11)),
        *((f"Tablette {n}", kinds.TABLET, None) for n in range(1, 7)),
        ("Cabine connectée", kinds.BOOTH, FREE_ACCESS),
        ("Malle connectée", kinds.KIT, None),
        ("Vélo cargo café", kinds.BIKE, None),
    ]
