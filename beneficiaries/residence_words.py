"""What a record says of where someone lives: QPV or not by which list, how it is known, where they lived before."""

from collections.abc import Iterator
from typing import Any

from beneficiaries.locating import service_is_on
from beneficiaries.models import QpvAnswer, Residence
from ceis.french import NBSP
from ceis.territory.generations import GENERATIONS

Answer = QpvAnswer.Answer


def where(residences: list[Residence]) -> dict[str, Any]:
    """Return what the card shows. Takes: the standing residences of one person, newest first, answers fetched."""
    present = next((residence for residence in residences if residence.ends_on is None), None)
    return {
        "present": present,
        "answers": list(_answers(present)) if present else [],
        "how": _how(present) if present else "",
        "before": [residence for residence in residences if residence is not present],
    }


def _answers(residence: Residence) -> Iterator[tuple[int, str]]:
    """(year of the list, words), newest list first; an older one only where it was answered."""
    for rank, known in enumerate(reversed(GENERATIONS)):
        answer, zone = residence.qpv(known.year)
        if rank == 0 or answer in (Answer.YES, Answer.NO):
            named = f"QPV {zone.name}" if zone else ""
            said = "Oui" if answer == Answer.YES else str(Answer(answer).label).capitalize()
            yield known.year, f"{said}{NBSP}: {named}" if named else said


def _how(residence: Residence) -> str:
    """How it is known, or why it is not."""
    if not residence.has_address:
        return ""
    if residence.method:
        return str(residence.get_method_display()).capitalize()
    if residence.beneficiary.protected_contact:
        return "Adresse protégée : elle n’est envoyée nulle part. Ce que vous savez du quartier se note à la main."
    if service_is_on() and residence.is_waiting:
        return "À situer : la recherche de l’adresse est en cours."
    return "Adresse à situer : le quartier et le QPV se notent en corrigeant le contact."
