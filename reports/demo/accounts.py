"""The accounts of the synthetic district, one for each role and one with two, with one password made for this desk alone."""

import json
import secrets

from django.conf import settings
from django.contrib.auth.hashers import make_password

from registry.models import Staff, StaffRole
from registry.permissions import Role

CAST = [
    ("clerk", "汪春梅", "341702001", Role.CLERK),
    ("clerk2", "查文祥", "341702002", Role.CLERK),
    ("manager", "桂建国", "341702", Role.MANAGER),
    ("psychiatric", "佘静", "341702", Role.PSYCHIATRIC_WORKER),
    ("psychiatric2", "章秋林", "341702001", Role.PSYCHIATRIC_WORKER),
    ("psychiatric3", "程志远", "341702", Role.PSYCHIATRIC_WORKER, Role.MANAGER),
    ("reviewer", "章明", "341702", Role.REVIEWER),
    ("approver", "舒永福", "341702", Role.APPROVER),
    ("finance", "纪秋萍", "341702", Role.FINANCE),
    ("auditor", "檀志刚", "341702", Role.AUDITOR),
    ("admin", "柯云", "341702", Role.ADMINISTRATOR),
]


def _path():
    return settings.DATA_DIR / "demo-accounts.json"


def create_accounts() -> None:
    """Idempotent: what is there stays, and the databases of one data folder share one password."""
    known = _path().exists()
    if known and Staff.objects.filter(username="admin").exists():
        return
    secret = password() if known else f"desk-{secrets.token_hex(4)}"
    hashed = make_password(secret)
    for username, full_name, area_code, *roles in CAST:
        staff, _ = Staff.objects.update_or_create(
            username=username,
            defaults={
                "full_name": full_name,
                "area_id": area_code,
                "password": hashed,
                "must_change_password": False,
            },
        )
        for role in roles:
            StaffRole.objects.get_or_create(staff=staff, role=role)
    _path().touch(mode=0o600)
    _path().write_text(json.dumps({"password": secret}), encoding="utf-8")


def password() -> str:
    return json.loads(_path().read_text(encoding="utf-8"))["password"]
