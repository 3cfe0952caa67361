import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

# gunicorn ends, instead of starting the worker again and again, when one ends with this code.
BOOT_FAILED = 3

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    print(f"✗ {error}", file=sys.stderr)
    sys.exit(BOOT_FAILED)
