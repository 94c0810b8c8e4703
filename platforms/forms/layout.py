"""Parts of our forms that Bootstrap does not have: chips to choose from, buttons with their key."""

from crispy_forms.layout import HTML, Field

DRAFT_LINE = HTML('<p class="draft-line" role="status"></p>')


class Chips(Field):
    """A choice, or several, drawn as chips: radio buttons or checkboxes that the keyboard knows."""

    template = "platforms/chips.html"

    def __init__(self, *fields, **kwargs):
        super().__init__(*fields, css_class="chip-input", **kwargs)


def save_button(label: str, key: str) -> HTML:
    """The one primary action of a form; ``key`` is pressed with Alt."""
    return HTML(
        f'<button class="btn btn-primary" type="submit" data-key="{key.lower()}">{label} <kbd>Alt {key}</kbd></button>'
    )


def undo_button(label: str) -> HTML:
    return HTML(f'<div class="buttons"><button class="btn btn-outline-danger" type="submit">{label}</button></div>')
