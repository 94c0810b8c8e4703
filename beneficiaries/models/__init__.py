from beneficiaries.models.beneficiary import Beneficiary
from beneficiaries.models.encounter import Encounter
from beneficiaries.models.file_counter import FileCounter
from beneficiaries.models.obstacle import Obstacle
from beneficiaries.models.referent import Referent
from beneficiaries.models.situation import Situation

__all__ = ["Beneficiary", "Encounter", "FileCounter", "Obstacle", "Referent", "Situation"]
