"""The drawings of the docs are those of the tables, and every state can be reached and left as its table says."""

import pytest
from django.conf import settings

from psych_care.card_workflow import DRUG_CARD
from psych_care.workflows import DOUBT, REGISTER, UNLOCKING
from rehab.services.children import CHILD_AID
from rehab.services.devices import DEVICE
from rehab.services.referrals import REFERRAL
from relief.case_workflow import PETITION
from relief.finding_workflow import FINDING
from relief.run_workflow import RUN
from relief.workflow import APPLICATION
from reports.reported.workflow import SHEET

DRAWN_IN = {
    "psychiatric-care.md": (REGISTER, DOUBT, UNLOCKING, DRUG_CARD),
    "rehabilitation.md": (REFERRAL, CHILD_AID, DEVICE),
    "relief.md": (APPLICATION, RUN, FINDING, PETITION),
    "reports.md": (SHEET,),
}
WORKFLOWS = [workflow for workflows in DRAWN_IN.values() for workflow in workflows]


@pytest.mark.parametrize(("page", "workflow"), [(page, one) for page, several in DRAWN_IN.items() for one in several])
def test_the_docs_draw_the_table(page, workflow):
    assert workflow.mermaid() in (settings.BASE_DIR / "docs" / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.key)
def test_every_state_is_known_and_can_be_reached(workflow):
    targets = {step.target for step in workflow.transitions}
    sources = {source for step in workflow.transitions for source in step.sources}
    assert targets | sources == set(workflow.states.values)
    assert len(sources - targets) <= 1
