from beneficiaries.models.beneficiary import Beneficiary
from beneficiaries.models.duplicate_pair import DuplicatePair
from beneficiaries.models.duplicate_search import DuplicateSearch
from beneficiaries.models.encounter import Encounter
from beneficiaries.models.file_counter import FileCounter
from beneficiaries.models.import_line import ImportLine
from beneficiaries.models.information import Information
from beneficiaries.models.merge import Merge, MergeMove
from beneficiaries.models.people_import import PeopleImport
from beneficiaries.models.protection_change import ProtectionChange
from beneficiaries.models.qpv_answer import QpvAnswer
from beneficiaries.models.referent import Referent
from beneficiaries.models.residence import Residence

__all__ = ["Beneficiary", "Encounter", "FileCounter", "QpvAnswer", "Referent", "Residence"]
__all__ = ["Beneficiary", "Encounter", "FileCounter", "ImportLine", "PeopleImport", "Referent"]
__all__ = [
    "Beneficiary",
    "DuplicatePair",
    "DuplicateSearch",
    "Encounter",
    "FileCounter",
    "Merge",
    "MergeMove",
    "Referent",
]
from beneficiaries.models.obstacle import Obstacle
from beneficiaries.models.situation import Situation

__all__ = ["Beneficiary", "Encounter", "FileCounter", "Obstacle", "Referent", "Situation"]
from beneficiaries.models.document import Document, DocumentContent
from beneficiaries.models.household import Household, HouseholdMember
from beneficiaries.models.person_tag import PersonTag
from beneficiaries.models.protection_measure import ProtectionMeasure
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
__all__ = ["Beneficiary", "Encounter", "FileCounter", "Information", "ProtectionChange", "Referent"]
