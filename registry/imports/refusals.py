class FileRefusedError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""
