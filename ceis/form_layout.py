"""Parts of forms that every app draws and Bootstrap does not have."""

from crispy_forms.layout import Div
from crispy_forms.utils import TEMPLATE_PACK
from django.utils.html import format_html


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
