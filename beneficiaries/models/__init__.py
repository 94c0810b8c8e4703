from beneficiaries.models.beneficiary import Beneficiary
from beneficiaries.models.encounter import Encounter
from beneficiaries.models.file_counter import FileCounter
from beneficiaries.models.information import Information
from beneficiaries.models.protection_change import ProtectionChange
from beneficiaries.models.referent import Referent

__all__ = ["Beneficiary", "Encounter", "FileCounter", "Information", "ProtectionChange", "Referent"]
