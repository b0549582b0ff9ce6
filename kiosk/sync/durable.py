"""Files that are changed whole: after a power cut the old one is there or the new one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """Give a file, which only this user can read, a new content.

    Raises:
        OSError: it could not be written; what was there before still is.
    """
    draft = make_draft(file)
    try:
        with draft.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    sync_directory(file.parent)


def make_draft(file: Path) -> Path:
    """Make an empty file that only this user can read, beside ``file``; the caller removes it.

    Raises:
        OSError: nothing can be written there.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return draft


def sync_directory(directory: Path) -> None:
    """Make durable which files are there.

    Raises:
        OSError: the disk gives an error.
    """
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
