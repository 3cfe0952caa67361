import signal

END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt_on_signals() -> None:
    """A terminal that closes and a `kill` end this process as Ctrl-C does, also one that a script put in the background."""
    for number in END_SIGNALS:
        signal.signal(number, _interrupt)


def _interrupt(*_):
    raise KeyboardInterrupt
