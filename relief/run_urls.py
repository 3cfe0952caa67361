"""Addresses of payment runs and payments."""

from django.urls import path

from relief.views import lists, payments, runs


def list_path(route: str, name: str):
    return path(f"{route}/", lists.record_list, {"key": route}, name=name)


urlpatterns = [
    list_path("runs", "run-list"),
    path("runs/prepare/", runs.run_prepare, name="run-prepare"),
    path("runs/<int:pk>/", runs.run_detail, name="run-detail"),
    path("runs/<int:pk>/step/<slug:name>/", runs.desk_step, name="run-step"),
    path("runs/<int:pk>/review/<slug:name>/", runs.review_step, name="run-review-step"),
    path("runs/<int:pk>/approval/<slug:name>/", runs.approval_step, name="run-approval-step"),
    path("runs/<int:pk>/release/<slug:name>/", runs.release_step, name="run-release-step"),
    path("runs/<int:pk>/file/", runs.run_file, name="run-file"),
    path("runs/<int:pk>/return/", runs.run_return, name="run-return"),
    path("bank-files/<int:pk>/", runs.bank_file_download, name="bank-file-download"),
    list_path("payments", "payment-list"),
    path("payments/<int:pk>/", payments.payment_detail, name="payment-detail"),
    path("payments/<int:pk>/clear/", payments.payment_clear, name="payment-clear"),
    path("payments/<int:pk>/handed-over/", payments.payment_hand_over, name="payment-hand-over"),
    path("payments/<int:pk>/explain/", payments.payment_explain, name="payment-explain"),
    path("payments/of/<int:pk>/", payments.person_payments, name="person-payments"),
    list_path("absences", "absence-list"),
    path("absences/<int:pk>/explain/", payments.absence_explain, name="absence-explain"),
    path("cash/add/<int:pk>/", payments.cash_add, name="cash-add"),
    path("cash/<int:pk>/end/", payments.cash_end, name="cash-end"),
    list_path("payment-rules", "payment-rule-list"),
    path("payment-rules/add/", payments.payment_rule_add, name="payment-rule-add"),
    list_path("approval-bands", "approval-band-list"),
    path("approval-bands/add/", payments.approval_band_add, name="approval-band-add"),
]
