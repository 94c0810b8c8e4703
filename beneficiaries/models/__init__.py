from beneficiaries.models.beneficiary import Beneficiary
from beneficiaries.models.document import Document, DocumentContent
from beneficiaries.models.encounter import Encounter
from beneficiaries.models.file_counter import FileCounter
from beneficiaries.models.household import Household, HouseholdMember
from beneficiaries.models.person_tag import PersonTag
from beneficiaries.models.protection_measure import ProtectionMeasure
from beneficiaries.models.referent import Referent
from beneficiaries.models.relative import Relative

__all__ = [
    "Beneficiary",
    "Document",
    "DocumentContent",
    "Encounter",
    "FileCounter",
    "Household",
    "HouseholdMember",
    "PersonTag",
    "ProtectionMeasure",
    "Referent",
    "Relative",
]
