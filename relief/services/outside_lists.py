"""Taking in a list of another department; the same file twice is nothing new."""

import hashlib
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from registry import audit
from registry.imports.reading import BLOCK_BYTES
from relief.list_files import read_rows
from relief.matching_jobs import request_matching
from relief.models import ListRow, OutsideList

BATCH = 1000


def digest_of(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(BLOCK_BYTES):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def take_in(*, outside_list: OutsideList, file: BinaryIO, name: str, by) -> OutsideList:
    """Raises FileRefusedError for a file that cannot be read, ValidationError for one that was taken in before."""
    outside_list.sha256, outside_list.file_name = digest_of(file), name[-100:]
    outside_list.area, outside_list.entered_by = by.area, by
    outside_list.validate_constraints()
    read = read_rows(file, name)
    outside_list.row_count, outside_list.rejected_count = len(read.rows), len(read.refused)
    if not read.rows:
        raise ValidationError(_("No row of the file can be used: %(why)s") % {"why": read.first_reason})
    try:
        with transaction.atomic():
            outside_list.save()
            for row in read.rows:
                row.outside_list = outside_list
            ListRow.objects.bulk_create(read.rows, batch_size=BATCH)
            audit.record(by=by, action="take_in", obj=outside_list, changes=audit.first_values(outside_list))
            request_matching(by=by)
    except IntegrityError as error:
        raise ValidationError(_("This very file was taken in before: nothing is new.")) from error
    return outside_list
