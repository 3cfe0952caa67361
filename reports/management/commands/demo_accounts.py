from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from registry.models import Staff
from reports.demo.accounts import CAST, password


class Command(BaseCommand):
    help = "Print the demo accounts, their roles, and their password."

    def handle(self, **options):
        try:
            shared = password()
        except FileNotFoundError as error:
            raise CommandError("No demo accounts here: run manage.py load_demo first.") from error
        areas = dict(Staff.objects.values_list("username", "area__name"))
        for username, full_name, _area_code, *roles in CAST:
            with override("zh-hans"):
                label = "、".join(str(role.label) for role in roles)
            self.stdout.write(f"  {username:<12} {shared}   {full_name}  {label}  {areas.get(username, '')}")
