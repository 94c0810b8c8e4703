"""Names at the counter: ``{{ visit|at_the_counter:counter_mode }}``, available in every template."""

from django import template

from ceis import counter

register = template.Library()


@register.filter
def at_the_counter(who, hidden: bool) -> str:
    """Return the name of ``who``, or their initials when somebody else stands before the screen.

    Takes: a person, or an act that knows its ``beneficiary`` and says ``who`` came; nobody named has no name to hide.
    """
    person = getattr(who, "beneficiary", who)
    name = str(getattr(who, "who", who))
    return counter.initials(str(person)) if hidden and person is not None else name
