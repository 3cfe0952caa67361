#!/usr/bin/env python3
import os
import sys
from importlib.util import find_spec

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if find_spec("django") is None:
        sys.exit("The packages are not installed here: run make setup, then .venv/bin/python manage.py …")
    if sys.argv[1:] == ["doctor"]:
        # Apart from the other commands, because it must also run when the settings can't be loaded.
        from config.doctor import main

        sys.exit(main())
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    # A wrong setting, a database that is away or has no tables yet: one sentence, and all of it with --traceback.
    told = () if "--traceback" in sys.argv else (ImproperlyConfigured, OperationalError, ProgrammingError)
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except told as error:
        sys.exit(f"✗ {str(error).strip()}\n  manage.py doctor tells what is missing on this machine.")
    except BrokenPipeError:
        # Whoever reads the output has enough of it (`… | head`); nothing is left to be written at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
