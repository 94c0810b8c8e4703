"""Where the second of two colleagues chooses: an ordinary identity form, most of it hidden, some of it asked."""

from copy import copy
from dataclasses import dataclass

from beneficiaries.forms import IdentityForm, as_typed
from beneficiaries.identity_versions import ChangedMeanwhile, said
from beneficiaries.models import Beneficiary

BIRTH = {"birth_date", "birth_year"}


@dataclass(frozen=True)
class Version:
    """What the form sends for one of the two, and what is read of it."""

    sent: str
    read: str


@dataclass(frozen=True)
class Choice:
    name: str
    label: str
    kept: Version
    typed: Version


@dataclass(frozen=True)
class TwoVersions:
    """``carried``: the hidden fields, as they will be saved; ``taken``: labels of what only the colleague changed."""

    choices: list[Choice]
    carried: list[str]
    taken: list[str]


def two_versions(changed: ChangedMeanwhile, *, user) -> TwoVersions:
    """Return what to ask the second writer: each thing that both changed, in its two versions."""
    mine = copy(changed.current)
    for name, value in changed.merged.items():
        setattr(mine, name, value)
    kept, typed = IdentityForm(user=user, instance=changed.current), IdentityForm(user=user, instance=mine)
    asked = {"birth" if name in BIRTH else name for name in changed.names}
    choices = [
        Choice(name, typed[name].label, _version(kept, changed.current, name), _version(typed, mine, name))
        for name in typed.fields
        if name in asked
    ]
    carried = [typed[name].as_hidden() for name in typed.fields if name not in asked]
    return TwoVersions(choices, carried, sorted(kept[name].label for name in _in_form(changed.taken) - asked))


def _in_form(names: frozenset[str]) -> set[str]:
    return {"birth" if name in BIRTH else name for name in names}


def _version(form: IdentityForm, person: Beneficiary, name: str) -> Version:
    sent = form[name].value()
    read = (as_typed(person) or "non renseigné") if name == "birth" else said(person, name)
    return Version("" if sent is None else str(sent), read)
