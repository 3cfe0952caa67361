"""The steps of `make setup`, each doing nothing when its work is already done. Standard library only."""

import argparse
import sys

from scripts.setup import environment, keys, machine, products
from scripts.setup.console import SetupError, fail
from scripts.signals import interrupt_on_signals


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Make this checkout ready to run.")
    parser.add_argument("--dev", action="store_true", help="also what the tests and checks need")
    options = parser.parse_args(arguments)
    interrupt_on_signals()
    try:
        machine.check_system()
        environment.make_venv()
        environment.install_packages(dev=options.dev)
        keys.write_env()
        products.compile_translations()
        products.cut_fonts()
    except SetupError as error:
        fail(str(error))
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        fail("stopped; the next run goes on from here")
        return 130
    return 0
