"""What the commands of import and export take from their arguments."""

from django.core.management.base import CommandError

from registry.imports.dataset import Dataset
from registry.models import Staff
from registry.plugs import plugs


def dataset_named(key: str) -> Dataset:
    if key not in plugs.datasets:
        raise CommandError(f"no dataset {key!r}; there are: {', '.join(sorted(plugs.datasets))}")
    return plugs.datasets[key]


def staff_named(username: str | None, dataset: Dataset) -> Staff | None:
    """None, the system itself, without a name. The account must be one that may write the dataset."""
    if not username:
        return None
    try:
        staff = Staff.objects.get(username=username)
    except Staff.DoesNotExist as error:
        raise CommandError(f"no account {username!r}") from error
    if not staff.can(dataset.permission):
        raise CommandError(f"{username} may not use the dataset {dataset.key}")
    return staff
