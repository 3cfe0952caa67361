import sys


class SetupError(Exception):
    """The set-up can't go on; the message says what to do, and is all that the user sees."""


def say(text: str) -> None:
    print(f"• {text}", flush=True)


def warn(text: str) -> None:
    print(f"! {text}", file=sys.stderr, flush=True)


def fail(text: str) -> None:
    print(f"✗ {text}", file=sys.stderr, flush=True)


def count_up(text: str, done: int, total: int) -> None:
    """One line that counts in place on a terminal, and speaks at every tenth elsewhere (a log)."""
    if sys.stdout.isatty():
        print(f"\r• {text} {done}/{total}", end="\n" if done == total else "", flush=True)
    elif done % 10 == 0 or done == total:
        say(f"{text} {done}/{total}")
