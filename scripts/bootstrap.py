#!/usr/bin/env python3
"""Makes this checkout ready to run: `make setup`, `make demo` and `make test` begin here.

Plain Python without any package. This file alone must be understood by any Python 3, since it is the one that says
that a Python is too old.
"""

import os
import shutil
import sys

OLDEST = (3, 11)
CANDIDATES = ("python3.14", "python3.13", "python3.12", "python3.11")


def with_new_enough_python():
    """Go on under a newer Python where this one is too old and another is installed; else say so and end."""
    if sys.version_info >= OLDEST:
        return
    for name in CANDIDATES:
        path = shutil.which(name)
        if path:
            os.execv(path, [path] + sys.argv)
    sys.exit(
        "Federation Desk needs Python 3.11 or newer; this is %d.%d (%s).\n"
        "Install a newer one, or name it: make demo PYTHON=/path/to/python3.12"
        % (sys.version_info[:2] + (sys.executable,))
    )


if __name__ == "__main__":
    with_new_enough_python()
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    sys.dont_write_bytecode = True
    from scripts.setup import main

    sys.exit(main(sys.argv[1:]))
