"""History kept by database triggers: what a row was before each change, whoever made it and however."""

import pghistory


def keeps_history(model):
    """Class decorator: before each update or deletion, the old row goes to the model's event table.

    Insertions are not copied: the row itself is there, and a copy would be one more place to erase a person from.
    """
    return pghistory.track(
        pghistory.UpdateEvent("changed", row=pghistory.Old, condition=pghistory.AnyChange()),
        pghistory.DeleteEvent("deleted"),
        obj_field=pghistory.ObjForeignKey(related_name="past", related_query_name="past"),
    )(model)
