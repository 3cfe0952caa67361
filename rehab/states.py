"""How states look: the mark of components/status.html by state."""

from rehab.choices import ReferralState

REFERRAL_KINDS = {
    ReferralState.SENT: "short",
    ReferralState.ACCEPTED: "info",
    ReferralState.DECLINED: "none",
    ReferralState.DONE: "met",
    ReferralState.WITHDRAWN: "none",
}
