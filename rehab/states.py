"""How states look: the mark of components/status.html by state."""

from rehab.choices import AidState, DeviceState, EarlyResult, ReferralState

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
DEVICE_KINDS = dict.fromkeys(DeviceState, "short") | {
    DeviceState.APPROVED: "info",
    DeviceState.FITTED: "met",
    DeviceState.VISITED: "met",
    DeviceState.REFUSED: "none",
    DeviceState.WITHDRAWN: "none",
}
