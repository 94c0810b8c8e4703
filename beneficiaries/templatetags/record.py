"""Drawing what other apps put on the record page."""

from django import template

from beneficiaries.record_parts import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def inside(context: template.Context, panel: Panel) -> str:
    """Render what is inside ``panel``: its own variables over those of the page."""
    with context.push(**panel.context):
        return context.template.engine.get_template(panel.template).render(context)
