"""The cabinet model that a technician chose on the terminal: it goes before the settings' own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kiosk.maintenance.answers import Done, Failed, Failure
from kiosk.sync.durable import replace_file

FILE: Final = "cabinet-model"
"""In the state directory: the name, alone."""
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


def chosen(state: Path, offered: tuple[str, ...]) -> str | None:
    """The model that was chosen; None where none was, or it is not there any more.

    Args:
        state: the state directory.
        offered: names of the models that are installed.
    """
    try:
        name = (state / FILE).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if name in offered else None


def offered(models: Path) -> tuple[str, ...]:
    """Names of the models that are installed, in alphabetical order.

    Args:
        models: the settings' directory of models.
    """
    return tuple(sorted(file.stem for file in models.glob("*.toml") if _NAME.fullmatch(file.stem)))


def choose(state: Path, models: tuple[str, ...], name: str) -> Done | Failed:
    """Keep a model's name; it holds from the next start of the application.

    Args:
        state: the state directory.
        models: names of those that are installed.
        name: of the one that is wanted.
    """
    if name not in models:
        return Failed(Failure.UNKNOWN_MODEL)
    try:
        replace_file(state / FILE, name.encode("ascii") + b"\n")
    except OSError:
        return Failed(Failure.DISK)
    return Done()
