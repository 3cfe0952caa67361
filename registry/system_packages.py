"""What the operating system must bring: the libraries that WeasyPrint loads, looked for as it does, and time zones.

Only the standard library: `scripts/bootstrap.py` uses this before anything is installed, `manage.py doctor` later.
"""

import ctypes
import ctypes.util
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True)
class SystemPackage:
    name: str
    package: str
    is_present: Callable[[], bool]
    purpose: str
    # An optional one costs only time when it is missing.
    required: bool = True


def apt_command(packages: list[str]) -> str:
    return f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def _loads(*names: str) -> bool:
    return any(_loads_one(name) for name in names)


def _loads_one(name: str) -> bool:
    path = name if ".so" in name else ctypes.util.find_library(name)
    if not path:
        return False
    try:
        ctypes.CDLL(path)
    except OSError:
        return False
    return True


def _knows_time_zones() -> bool:
    try:
        zoneinfo.ZoneInfo("Asia/Shanghai")
    except zoneinfo.ZoneInfoNotFoundError:
        return False
    return True


PACKAGES = (
    SystemPackage("the time zone database", "tzdata", _knows_time_zones, "tells the day in Asia/Shanghai"),
    SystemPackage(
        "Pango",
        "libpango-1.0-0",
        partial(_loads, "libpango-1.0.so.0", "pango-1.0"),
        "lays out the text of the PDF reports",
    ),
    SystemPackage(
        "PangoFT2",
        "libpangoft2-1.0-0",
        partial(_loads, "libpangoft2-1.0.so.0", "pangoft2-1.0"),
        "finds and measures the fonts of the PDF reports",
    ),
    SystemPackage(
        "HarfBuzz subset",
        "libharfbuzz-subset0",
        partial(_loads, "libharfbuzz-subset.so.0", "harfbuzz-subset"),
        "makes the PDF reports ten times faster",
        required=False,
    ),
)
