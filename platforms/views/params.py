"""What an address may carry, read without ever failing."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from beneficiaries.models import Beneficiary


def uuid_of(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as wrong:
        raise Http404 from wrong


def people_of(request: HttpRequest) -> list[Beneficiary]:
    """Return the people named by ``?personne=``, none when it is absent. Raises: Http404 when one may not be known."""
    visible = Beneficiary.objects.visible_to(request.user)
    ids = dict.fromkeys(uuid_of(written) for written in request.GET.getlist("personne") if written)
    return [get_object_or_404(visible, pk=pk) for pk in list(ids)[:10]]
