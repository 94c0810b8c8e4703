from beneficiaries.models.beneficiary import Beneficiary
from beneficiaries.models.encounter import Encounter
from beneficiaries.models.file_counter import FileCounter

__all__ = ["Beneficiary", "Encounter", "FileCounter"]
