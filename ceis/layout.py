"""Parts of our forms that Bootstrap does not have: chips to choose from, fields folded away, buttons with their key."""

from crispy_forms.layout import HTML, Div, Field
from crispy_forms.utils import TEMPLATE_PACK
from django.utils.html import format_html

DRAFT_LINE = HTML('<p class="draft-line" role="status"></p>')


class Chips(Field):
    """A choice, or several, drawn as chips: radio buttons or checkboxes that the keyboard knows."""

    template = "components/choices.html"

    def __init__(self, *fields, **kwargs):
        super().__init__(*fields, css_class="chip-input", **kwargs)


class Folded(Div):
    """Fields out of the way until asked for; open when one of them has an error."""

    def __init__(self, summary: str, *fields):
        super().__init__(*fields)
        self.summary = summary

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        names = [pointer.name for pointer in self.get_field_names()]
        wrong = form.is_bound and any(name in form.errors for name in names)
        return format_html(
            '<details class="fold" {}><summary>{}</summary><div class="folded">{}</div></details>',
            "open" if wrong else "",
            self.summary,
            self.get_rendered_fields(form, context, template_pack, **kwargs),
        )


def save_button(label: str, key: str) -> HTML:
    """The one primary action of a form; ``key`` is pressed with Alt."""
    return HTML(
        f'<button class="btn btn-primary" type="submit" data-key="{key.lower()}">{label} <kbd>Alt {key}</kbd></button>'
    )


def undo_button(label: str) -> HTML:
    return HTML(f'<div class="buttons"><button class="btn btn-outline-danger" type="submit">{label}</button></div>')
