from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from registry import audit
from registry.models import Area, Staff
from registry.permissions import Role
from registry.services.staff import temporary_password, write_roles


class Command(BaseCommand):
    help = "Make an administrator's account, the first one of all, and print its temporary password."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="full name")
        parser.add_argument("--area", required=True, help="area code, for example 341702")

    @transaction.atomic
    def handle(self, *, username, name, area, **options):
        if not Area.objects.filter(code=area).exists():
            raise CommandError(f"no area {area}; load areas first: manage.py load_areas FILE.csv")
        if Staff.objects.filter(username=username).exists():
            raise CommandError(f"the user name {username} is taken")
        password = temporary_password()
        staff = Staff(username=username, full_name=name, area_id=area)
        staff.set_password(password)
        staff.save()
        audit.record(by=None, action="add", obj=staff, changes=audit.first_values(staff), area_code=area)
        write_roles(by=None, staff=staff, roles={Role.ADMINISTRATOR.value})
        self.stdout.write(f"user name: {username}\ntemporary password: {password}")
