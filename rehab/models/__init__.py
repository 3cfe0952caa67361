from rehab.models.cases import Need, RehabFile, SatisfactionAnswer, Screening, ServiceRecord
from rehab.models.children import AidEvaluation, AidSettlement, ChildAid, ChildReport
from rehab.models.devices import DeviceApplication, DeviceKind, DeviceLoan, StockItem
from rehab.models.funding import Funding
from rehab.models.outreach import Outreach
from rehab.models.places import FloorArea, HealthStation, RehabRoom, RehabStation, Standard, StandardCode
from rehab.models.planning import Assessment, Campaign, Plan, PlannedService, PlanReview
from rehab.models.referrals import Centre, Referral
from rehab.models.staffing import Attendance, Coordinator, Training

__all__ = [
    "AidEvaluation",
    "AidSettlement",
    "Assessment",
    "Attendance",
    "Campaign",
    "Centre",
    "ChildAid",
    "ChildReport",
    "Coordinator",
    "DeviceApplication",
    "DeviceKind",
    "DeviceLoan",
    "FloorArea",
    "Funding",
    "HealthStation",
    "Need",
    "Outreach",
    "Plan",
    "PlanReview",
    "PlannedService",
    "Referral",
    "RehabFile",
    "RehabRoom",
    "RehabStation",
    "SatisfactionAnswer",
    "Screening",
    "ServiceRecord",
    "Standard",
    "StandardCode",
    "StockItem",
    "Training",
]
