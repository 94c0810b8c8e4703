from beneficiaries.models.beneficiary import Beneficiary
from beneficiaries.models.duplicate_pair import DuplicatePair
from beneficiaries.models.duplicate_search import DuplicateSearch
from beneficiaries.models.encounter import Encounter
from beneficiaries.models.file_counter import FileCounter
from beneficiaries.models.merge import Merge, MergeMove
from beneficiaries.models.referent import Referent

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
