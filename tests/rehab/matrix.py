"""Who may open the pages of rehabilitation."""

from datetime import date

from registry.permissions import Permission as P
from tests.matrix_rows import Place, Row, in_community, of_area, of_person, person
from tests.rehab import factories as rehab


def room(place: Place):
    return rehab.RoomFactory(health_station=rehab.HealthStationFactory(community_id=place.code))


def lent_from(place: Place):
    return rehab.StockItemFactory(station=rehab.StationFactory(community_id=place.code))


def closed_file(place: Place):
    return rehab.RehabFileFactory(person=person(place), closed_on=date(2026, 2, 1), close_reason="declined")


REHAB: dict[str, Row] = {
    "rehab:home": Row(P.VIEW_REHAB),
    "rehab:export": Row((P.VIEW_REHAB, P.EXPORT_DATA), args={"key": "services", "file_format": "csv"}),
    "rehab:screening-list": Row(P.VIEW_REHAB),
    "rehab:need-list": Row(P.VIEW_REHAB),
    "rehab:file-list": Row(P.VIEW_REHAB),
    "rehab:service-list": Row(P.VIEW_REHAB),
    "rehab:satisfaction-list": Row(P.VIEW_REHAB),
    "rehab:health-station-list": Row(P.VIEW_REHAB),
    "rehab:station-list": Row(P.VIEW_REHAB),
    "rehab:coordinator-list": Row(P.VIEW_REHAB),
    "rehab:training-list": Row(P.VIEW_REHAB),
    "rehab:funding-list": Row(P.VIEW_REHAB),
    "rehab:standard-list": Row(P.VIEW_REHAB),
    "rehab:choose-for-screening": Row(P.EDIT_REHAB),
    "rehab:choose-for-file": Row(P.EDIT_REHAB),
    "rehab:choose-for-service": Row(P.EDIT_REHAB),
    "rehab:choose-for-satisfaction": Row(P.EDIT_REHAB),
    "rehab:screening-add": Row(P.EDIT_REHAB, of=person),
    "rehab:screening-edit": Row(P.EDIT_REHAB, of=of_person(rehab.ScreeningFactory)),
    "rehab:need-end": Row(P.EDIT_REHAB, of=of_person(rehab.NeedFactory)),
    "rehab:file-open": Row(P.EDIT_REHAB, of=person),
    "rehab:file-detail": Row(P.VIEW_REHAB, of=of_person(rehab.RehabFileFactory)),
    "rehab:file-edit": Row(P.EDIT_REHAB, of=of_person(rehab.RehabFileFactory)),
    "rehab:file-close": Row(P.EDIT_REHAB, of=of_person(rehab.RehabFileFactory)),
    "rehab:file-reopen": Row(P.EDIT_REHAB, of=closed_file),
    "rehab:file-flow": Row(P.VIEW_REHAB),
    "rehab:flow-list": Row(P.VIEW_REHAB),
    "rehab:summary": Row(P.VIEW_REHAB),
    "rehab:summary-file": Row((P.VIEW_REHAB, P.EXPORT_DATA), args={"file_format": "xlsx"}),
    "rehab:summary-communities-list": Row(P.VIEW_REHAB),
    "rehab:summary-coordinators-list": Row(P.VIEW_REHAB),
    "rehab:summary-people-list": Row(P.VIEW_REHAB),
    "rehab:summary-services-list": Row(P.VIEW_REHAB),
    "rehab:assessment-add": Row(P.EDIT_REHAB, of=of_person(rehab.RehabFileFactory)),
    "rehab:assessment-edit": Row(P.EDIT_REHAB, of=of_person(rehab.AssessmentFactory)),
    "rehab:plan-list": Row(P.VIEW_REHAB),
    "rehab:plan-make": Row(P.EDIT_REHAB, of=of_person(rehab.RehabFileFactory)),
    "rehab:plan-detail": Row(P.VIEW_REHAB, of=of_person(rehab.PlanFactory)),
    "rehab:plan-review": Row(P.EDIT_REHAB, of=of_person(rehab.PlanFactory)),
    # A campaign of the areas above is seen by all whose people it reaches, and changed by its own area.
    "rehab:campaign-list": Row(P.VIEW_REHAB),
    "rehab:campaign-add": Row(P.EDIT_REHAB),
    "rehab:campaign-detail": Row(P.VIEW_REHAB, of=of_area(rehab.CampaignFactory)),
    "rehab:campaign-edit": Row(P.EDIT_REHAB, of=of_area(rehab.CampaignFactory), above=True),
    "rehab:referral-list": Row(P.VIEW_REHAB),
    "rehab:choose-for-referral": Row(P.EDIT_REHAB),
    "rehab:referral-add": Row(P.EDIT_REHAB, of=person),
    "rehab:referral-detail": Row(P.VIEW_REHAB, of=of_person(rehab.ReferralFactory)),
    "rehab:referral-step": Row(P.EDIT_REHAB, of=of_person(rehab.ReferralFactory), args={"step": "accept"}),
    "rehab:centre-list": Row(P.VIEW_REHAB),
    "rehab:centre-add": Row(P.EDIT_REHAB),
    "rehab:centre-edit": Row(P.EDIT_REHAB, of=of_area(rehab.CentreFactory), above=True),
    "rehab:centre-close": Row(P.EDIT_REHAB, of=of_area(rehab.CentreFactory), above=True),
    "rehab:child-report-list": Row(P.VIEW_REHAB),
    "rehab:choose-for-child-report": Row(P.EDIT_REHAB),
    "rehab:child-report-add": Row(P.EDIT_REHAB, of=person),
    "rehab:child-report-detail": Row(P.VIEW_REHAB, of=of_person(rehab.ChildReportFactory)),
    "rehab:early-screening": Row(P.EDIT_REHAB, of=of_person(rehab.ChildReportFactory)),
    "rehab:children-leaving": Row(P.VIEW_REHAB),
    "rehab:child-aid-list": Row(P.VIEW_REHAB),
    "rehab:choose-for-child-aid": Row(P.EDIT_REHAB),
    "rehab:child-aid-add": Row(P.EDIT_REHAB, of=person),
    "rehab:child-aid-detail": Row(P.VIEW_REHAB, of=of_person(rehab.ChildAidFactory)),
    "rehab:child-aid-step": Row(
        (P.VIEW_REHAB, P.APPROVE_REHAB), of=of_person(rehab.ChildAidFactory), args={"step": "approve"}
    ),
    "rehab:child-aid-settle": Row(P.EDIT_REHAB, of=of_person(rehab.PlacedAidFactory)),
    "rehab:child-aid-evaluate": Row(P.EDIT_REHAB, of=of_person(rehab.PlacedAidFactory)),
    "rehab:device-list": Row(P.VIEW_REHAB),
    "rehab:choose-for-device": Row(P.EDIT_REHAB),
    "rehab:device-add": Row(P.EDIT_REHAB, of=person),
    "rehab:device-detail": Row(P.VIEW_REHAB, of=of_person(rehab.DeviceApplicationFactory)),
    "rehab:device-step": Row(
        (P.VIEW_REHAB, P.EDIT_REHAB), of=of_person(rehab.DeviceApplicationFactory), args={"step": "check"}
    ),
    "rehab:device-kind-list": Row(P.VIEW_REHAB),
    "rehab:device-kind-add": Row(P.EDIT_TARGETS),
    "rehab:device-kind-close": Row(P.EDIT_TARGETS, of=of_area(rehab.DeviceKindFactory), above=True),
    "rehab:stock-list": Row(P.VIEW_REHAB),
    "rehab:stock-add": Row(P.EDIT_REHAB),
    "rehab:stock-close": Row(P.EDIT_REHAB, of=lent_from),
    "rehab:loan-list": Row(P.VIEW_REHAB),
    "rehab:choose-for-loan": Row(P.EDIT_REHAB),
    "rehab:loan-add": Row(P.EDIT_REHAB, of=person),
    "rehab:loan-return": Row(P.EDIT_REHAB, of=of_person(rehab.LoanFactory)),
    "rehab:service-add": Row(P.EDIT_REHAB, of=person),
    "rehab:service-edit": Row(P.EDIT_REHAB, of=of_person(rehab.ServiceFactory)),
    "rehab:satisfaction-add": Row(P.EDIT_REHAB, of=person),
    "rehab:satisfaction-detail": Row(P.VIEW_REHAB, of=of_person(rehab.AnswerFactory)),
    "rehab:satisfaction-edit": Row(P.EDIT_REHAB, of=of_person(rehab.AnswerFactory)),
    "rehab:health-station-add": Row(P.EDIT_REHAB),
    "rehab:health-station-detail": Row(P.VIEW_REHAB, of=in_community(rehab.HealthStationFactory)),
    "rehab:health-station-edit": Row(P.EDIT_REHAB, of=in_community(rehab.HealthStationFactory)),
    "rehab:health-station-close": Row(P.EDIT_REHAB, of=in_community(rehab.HealthStationFactory)),
    "rehab:room-open": Row(P.EDIT_REHAB, of=in_community(rehab.HealthStationFactory)),
    "rehab:room-edit": Row(P.EDIT_REHAB, of=room),
    "rehab:room-close": Row(P.EDIT_REHAB, of=room),
    "rehab:station-add": Row(P.EDIT_REHAB),
    "rehab:station-detail": Row(P.VIEW_REHAB, of=in_community(rehab.StationFactory)),
    "rehab:station-edit": Row(P.EDIT_REHAB, of=in_community(rehab.StationFactory)),
    "rehab:station-close": Row(P.EDIT_REHAB, of=in_community(rehab.StationFactory)),
    "rehab:floor-area-add": Row(P.EDIT_REHAB, of=in_community(rehab.StationFactory)),
    "rehab:coordinator-add": Row(P.EDIT_REHAB),
    "rehab:coordinator-add-in": Row(P.EDIT_REHAB, of=lambda place: {"pk": place.code}),
    "rehab:coordinator-detail": Row(P.VIEW_REHAB, of=in_community(rehab.CoordinatorFactory)),
    "rehab:coordinator-edit": Row(P.EDIT_REHAB, of=in_community(rehab.CoordinatorFactory)),
    "rehab:coordinator-end": Row(P.EDIT_REHAB, of=in_community(rehab.CoordinatorFactory)),
    "rehab:coordinator-reveal": Row((P.VIEW_REHAB, P.REVEAL), of=in_community(rehab.CoordinatorFactory)),
    # A training of the areas above is seen by all whose coordinators attend it, and changed by its own area.
    "rehab:training-add": Row(P.EDIT_REHAB),
    "rehab:training-detail": Row(P.VIEW_REHAB, of=of_area(rehab.TrainingFactory)),
    "rehab:training-edit": Row(P.EDIT_REHAB, of=of_area(rehab.TrainingFactory), above=True),
    "rehab:training-attendance": Row(P.EDIT_REHAB, of=of_area(rehab.TrainingFactory)),
    "rehab:outreach-list": Row(P.VIEW_REHAB),
    "rehab:outreach-add": Row(P.EDIT_REHAB),
    "rehab:outreach-edit": Row(P.EDIT_REHAB, of=of_area(rehab.OutreachFactory), above=True),
    "rehab:funding-add": Row(P.EDIT_REHAB),
    "rehab:funding-edit": Row(P.EDIT_REHAB, of=of_area(rehab.FundingFactory), above=True),
    "rehab:standard-add": Row(P.EDIT_TARGETS),
}
