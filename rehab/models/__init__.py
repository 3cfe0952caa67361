from rehab.models.cases import Need, RehabFile, SatisfactionAnswer, Screening, ServiceRecord
from rehab.models.funding import Funding
from rehab.models.places import FloorArea, HealthStation, RehabRoom, RehabStation, Standard, StandardCode
from rehab.models.staffing import Attendance, Coordinator, Training

__all__ = [
    "Attendance",
    "Coordinator",
    "FloorArea",
    "Funding",
    "HealthStation",
    "Need",
    "RehabFile",
    "RehabRoom",
    "RehabStation",
    "SatisfactionAnswer",
    "Screening",
    "ServiceRecord",
    "Standard",
    "StandardCode",
    "Training",
]
