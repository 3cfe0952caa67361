from rehab.models.cases import Need, RehabFile, SatisfactionAnswer, Screening, ServiceRecord
from rehab.models.funding import Funding
from rehab.models.places import FloorArea, HealthStation, RehabRoom, RehabStation, Standard, StandardCode
from rehab.models.planning import Assessment, Campaign, Plan, PlannedService, PlanReview
from rehab.models.staffing import Attendance, Coordinator, Training

__all__ = [
    "Assessment",
    "Attendance",
    "Campaign",
    "Coordinator",
    "FloorArea",
    "Funding",
    "HealthStation",
    "Need",
    "Plan",
    "PlanReview",
    "PlannedService",
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
