"""Encryption of personal fields: AES-256-GCM with versioned keys, and the keyed digest that equality search uses.

A stored value is ``<key version>:<base64 of nonce + ciphertext + tag>``. The field's name is the associated data, so a
value copied into another column does not decrypt. A wrong key raises DecryptionError, it never returns text.
"""

import base64
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12
DIGEST_LENGTH = 32


class DecryptionError(Exception):
    """The value was made with another key, for another field, or was altered."""


@lru_cache(maxsize=4)
def parse_keys(text: str) -> dict[int, AESGCM]:
    """Keys by version from "1:BASE64,2:BASE64"."""
    try:
        pairs = (item.split(":", 1) for item in text.split(",") if item.strip())
        raw = {int(version): base64.b64decode(key, validate=True) for version, key in pairs}
    except ValueError as error:
        raise ImproperlyConfigured("FIELD_KEYS must look like 1:BASE64,2:BASE64") from error
    if not raw or any(len(key) != 32 for key in raw.values()):
        raise ImproperlyConfigured("FIELD_KEYS: every key must be 32 bytes in base64")
    return {version: AESGCM(key) for version, key in raw.items()}


@lru_cache(maxsize=4)
def parse_lookup_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ImproperlyConfigured("LOOKUP_KEY must be base64") from error
    if len(key) != 32:
        raise ImproperlyConfigured("LOOKUP_KEY must be 32 bytes in base64")
    return key


def encrypt(text: str, field_name: str) -> str:
    keys = parse_keys(settings.FIELD_KEYS)
    version = max(keys)
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + keys[version].encrypt(nonce, text.encode(), field_name.encode())
    return f"{version}:{base64.b64encode(sealed).decode()}"


def decrypt(stored: str, field_name: str) -> str:
    version, _, payload = stored.partition(":")
    try:
        key = parse_keys(settings.FIELD_KEYS)[int(version)]
        sealed = base64.b64decode(payload, validate=True)
        return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], field_name.encode()).decode()
    except (KeyError, ValueError, InvalidTag) as error:
        raise DecryptionError(f"{field_name}: the value does not decrypt with the keys at hand") from error


def digest(normalised: str, field_name: str) -> str:
    """Keyed digest for equality search, 32 characters; equal texts of different fields differ."""
    key = parse_lookup_key(settings.LOOKUP_KEY)
    full = hmac.digest(key, f"{field_name}\0{normalised}".encode(), "sha256")
    return base64.urlsafe_b64encode(full[:24]).decode()
