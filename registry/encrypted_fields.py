from django.db import models

from registry.encryption import DIGEST_LENGTH, decrypt, digest, encrypt


class EncryptedField(models.TextField):
    """Text that the database holds only encrypted; equality search goes through a DigestField beside it.

    `purpose` names the value, not the column ("id_number"): it is the associated data, and stays when a column is renamed.
    """

    def __init__(self, *args, purpose="", **kwargs):
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def get_db_prep_save(self, value, connection):
        if value in (None, "") or hasattr(value, "resolve_expression"):
            return super().get_db_prep_save(value, connection)
        return encrypt(str(value), self.purpose)

    def from_db_value(self, value, expression, connection):
        return decrypt(value, self.purpose) if value else value

    def get_lookup(self, lookup_name):
        """Only "is it empty": ciphertext differs at each writing, so no comparison can find it."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class DigestField(models.CharField):
    """Keyed digest of the EncryptedField named by `of`, kept in step at each save; null where that is empty."""

    def __init__(self, *args, of="", **kwargs):
        self.of = of
        kwargs.setdefault("max_length", DIGEST_LENGTH)
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def digest_of(self, normalised: str) -> str | None:
        return digest(normalised, self.model._meta.get_field(self.of).purpose) if normalised else None

    def pre_save(self, instance, add):
        value = self.digest_of(getattr(instance, self.of))
        setattr(instance, self.attname, value)
        return value
