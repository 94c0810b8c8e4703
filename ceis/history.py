"""History kept by database triggers: what a row was before each change, whoever made it and however."""

from functools import partial

import pghistory


def keeps_history(model=None, *, exclude: tuple[str, ...] = ()):
    """Class decorator: before each update or deletion, the old row goes to the model's event table.

    ``exclude``: fields that are made again from others and would only weigh.

    Insertions are not copied: the row itself is there, and a copy would be one more place to erase a person from.
    """
    if model is None:
        return partial(keeps_history, exclude=exclude)
    return pghistory.track(
        pghistory.UpdateEvent("changed", row=pghistory.Old, condition=pghistory.AnyChange()),
        pghistory.DeleteEvent("deleted"),
        exclude=list(exclude),
        obj_field=pghistory.ObjForeignKey(related_name="past", related_query_name="past"),
    )(model)
