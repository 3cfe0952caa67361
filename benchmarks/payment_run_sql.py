"""The statement that somebody would write by hand for the lines of a run: the same rows, the same reasons to leave one out."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from registry.areas import code_range
from relief.models import PaymentRun

STATEMENT = """
INSERT INTO relief_paymentline (run_id, entitlement_id, person_id, programme_id, community_id, benefit_month, kind, method,
  account_id, payee_name, amount, quantity, due_on, state, reason, return_reason, proof, note)
SELECT %(run)s, e.id, e.person_id, e.programme_id, p.community_id, {month}, 'regular',
  CASE WHEN g.quantity_unit <> '' THEN 'kind'
    WHEN EXISTS (SELECT 1 FROM relief_cashpayee c WHERE c.person_id = e.person_id AND c.until_on IS NULL) THEN 'cash'
    ELSE 'card' END,
  a.id, a.holder_name, m.amount, m.quantity, {due}, 'open', 'first_run', '', '', ''
FROM relief_entitlement e
JOIN relief_programme g ON g.id = e.programme_id
JOIN registry_person p ON p.id = e.person_id
JOIN relief_entitlementamount m ON m.id = (
  SELECT n.id FROM relief_entitlementamount n WHERE n.entitlement_id = e.id AND n.from_month <= {month}
  ORDER BY n.from_month DESC LIMIT 1)
JOIN relief_account a ON a.person_id = e.person_id AND a.until_on IS NULL
LEFT JOIN registry_guardian w ON w.id = a.guardian_id
WHERE p.community_id >= %(low)s AND p.community_id < %(high)s
  AND e.from_month <= {month} AND (e.until_month IS NULL OR e.until_month > {month})
  AND (g.cycle <> 'yearly' OR {month_of_first} = %(number)s)
  AND (p.left_on IS NULL OR p.left_on > {day}) AND (e.review_due_on IS NULL OR e.review_due_on > {day})
  AND NOT EXISTS (SELECT 1 FROM relief_suspension s WHERE s.entitlement_id = e.id AND s.from_month <= {month}
    AND (s.until_month IS NULL OR s.until_month > {month}))
  AND NOT EXISTS (SELECT 1 FROM relief_exclusion x JOIN relief_entitlement o ON o.programme_id = x.prevailing_id
    WHERE x.excluded_id = e.programme_id AND x.effective_from <= {month}
      AND (x.effective_until IS NULL OR x.effective_until > {month})
      AND o.person_id = e.person_id AND o.from_month <= {month} AND (o.until_month IS NULL OR o.until_month > {month}))
  AND NOT EXISTS (SELECT 1 FROM registry_householdmember h JOIN relief_entitlement o ON o.household_id = h.household_id
    JOIN relief_exclusion x ON x.prevailing_id = o.programme_id AND x.excluded_id = e.programme_id
    WHERE h.person_id = e.person_id AND h.from_on <= {month} AND (h.until_on IS NULL OR h.until_on > {month})
      AND x.effective_from <= {month} AND (x.effective_until IS NULL OR x.effective_until > {month})
      AND o.from_month <= {month} AND (o.until_month IS NULL OR o.until_month > {month}))
  AND NOT (a.entered_at >= %(rest)s AND EXISTS (
    SELECT 1 FROM relief_account b WHERE b.person_id = e.person_id AND b.until_on IS NOT NULL))
  AND (w.until_on IS NULL OR w.until_on > {day})
  AND NOT (a.guardian_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM relief_account b LEFT JOIN registry_guardian v ON v.id = b.guardian_id
    WHERE b.number_digest = a.number_digest AND b.id <> a.id AND b.until_on IS NULL
      AND NOT coalesce(v.id_digest = w.id_digest, false)))
ON CONFLICT DO NOTHING
"""


def write(run: PaymentRun) -> None:
    low, high = code_range(run.area_id)
    day = run.prepared_on
    rest = timezone.make_aware(datetime(day.year, day.month, day.day)) - timedelta(days=7)
    on_postgresql = connection.vendor == "postgresql"
    month_of_first = (
        "extract(month FROM e.from_month)" if on_postgresql else "cast(strftime('%%m', e.from_month) AS int)"
    )
    days = {"month": run.month, "due": date(run.month.year, run.month.month, 15), "day": day}
    literals = {name: f"DATE '{value}'" if on_postgresql else f"'{value}'" for name, value in days.items()}
    values = {"run": run.pk, "low": low, "high": high, "number": run.month.month}
    values["rest"] = rest if on_postgresql else rest.astimezone(timezone.get_fixed_timezone(0)).replace(tzinfo=None)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(month_of_first=month_of_first, **literals), values)
