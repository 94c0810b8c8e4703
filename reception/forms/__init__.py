from reception.forms.correction import CancelForm, CorrectionForm
from reception.forms.handover import HandoverForm
from reception.forms.newcomer import NewcomerForm
from reception.forms.press import ServiceForm
from reception.forms.visit import ArrivalForm, VisitForm

__all__ = ["ArrivalForm", "CancelForm", "CorrectionForm", "HandoverForm", "NewcomerForm", "ServiceForm", "VisitForm"]
