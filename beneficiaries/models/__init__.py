from beneficiaries.models.beneficiary import Beneficiary
from beneficiaries.models.encounter import Encounter
from beneficiaries.models.file_counter import FileCounter
from beneficiaries.models.import_line import ImportLine
from beneficiaries.models.people_import import PeopleImport
from beneficiaries.models.referent import Referent

__all__ = ["Beneficiary", "Encounter", "FileCounter", "ImportLine", "PeopleImport", "Referent"]
