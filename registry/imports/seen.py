import sqlite3
from collections.abc import Sequence


class SeenKeys:
    """Which row of a file first had a key. On disk, so that memory does not grow with the file; gone when closed.

    Keys are digests: no number of a person stands in the temporary file.
    """

    def __init__(self):
        self.db = sqlite3.connect("", isolation_level=None)
        self.db.execute("PRAGMA journal_mode = OFF")
        self.db.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID")

    def note(self, keys: Sequence[tuple[str, int]]) -> dict[str, int]:
        """Of these (key, row number), the keys that another row had before: {key: the first row that had it}."""
        before = self.db.total_changes
        self.db.execute("BEGIN")
        self.db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", keys)
        self.db.execute("COMMIT")
        if self.db.total_changes - before == len(keys):
            return {}
        return {key: first for key, row in keys if (first := self._first_row(key)) != row}

    def _first_row(self, key: str) -> int:
        return self.db.execute("SELECT row FROM seen WHERE key = ?", [key]).fetchone()[0]
