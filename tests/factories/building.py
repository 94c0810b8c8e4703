"""Public computers and the people who sit at them, made through the action that makes them in life."""

import uuid

from ceis.places.models import Equipment, Room
from ceis.terms.models import Term
from reception.free_access import start_session
from reception.models import ComputerSession
from reception.terms import FREE_ACCESS_PURPOSE
from tests.factories.ceis import RoomFactory
from tests.factories.reception import receptionist


def computer(name: str = "Ordinateur 1", room: Room | None = None, **fields) -> Equipment:
    room = room or RoomFactory(kind=Room.Kind.FREE_ACCESS)
    return Equipment.objects.create(site=room.site, room=room, name=name, kind=Equipment.Kind.COMPUTER, **fields)


def purpose(code: str = "job") -> Term:
    return Term.objects.get(list=FREE_ACCESS_PURPOSE, code=code)


def seated(at: Equipment | None = None, *, by=None, person=None, **fields) -> ComputerSession:
    return start_session(
        by=by or receptionist(), id=uuid.uuid4(), computer=at or computer(), beneficiary=person, **fields
    )
