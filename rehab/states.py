"""How states look: the mark of components/status.html by state."""

from rehab.choices import AidState, EarlyResult, ReferralState

REFERRAL_KINDS = {
    ReferralState.SENT: "short",
    ReferralState.ACCEPTED: "info",
    ReferralState.DECLINED: "none",
    ReferralState.DONE: "met",
    ReferralState.WITHDRAWN: "none",
}
AID_KINDS = {
    AidState.APPLIED: "short",
    AidState.REFUSED: "none",
    AidState.APPROVED: "info",
    AidState.PLACED: "met",
    AidState.ENDED: "none",
}
EARLY_KINDS = {"": "short", EarlyResult.CONFIRMED: "info", EarlyResult.WATCH: "info", EarlyResult.EXCLUDED: "none"}
