"""Seals the identity that an enrolment left in the state directory; run by root in ``kiosk-identity.service``.

The plain file goes once what was sealed has been opened again and compared, and is safe from a power cut: of the two
there is always one. The state directory is the application's, and nothing in it is trusted: a link there could name
any file of root's, which the credential would then hand over.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.sync.durable import sync_directory
from kiosk.sync.identity import CREDENTIAL, FILE, Identity, parse

STATE: Final = Path("/var/lib/kiosk")
SEALED: Final = Path("/etc/credstore.encrypted") / CREDENTIAL
_TOOL: Final = "/usr/bin/systemd-creds"
_LARGEST: Final = 16_384
_TIMEOUT_S: Final = 30.0


class SealingError(Exception):
    """Nothing was taken away; the text says why, for the journal, and holds nothing of the identity."""


def seal(state: Path, sealed: Path) -> None:
    """Make the credential ``sealed`` of the identity in ``state``, then remove the plain file.

    Args:
        state: the application's directory.
        sealed: in a directory of root's alone; its name is the credential's.

    Raises:
        SealingError: there is no identity that can be trusted, or the tool fails.
        OSError: a file cannot be read or written.
    """
    content = _read(state)
    draft = sealed.with_name(f".{sealed.name}.draft")
    try:
        _tool("encrypt", f"--name={sealed.name}", "--with-key=auto", "-", str(draft), given=content)
        if _tool("decrypt", f"--name={sealed.name}", str(draft), "-") != content:
            raise SealingError("what was sealed does not open to what it was")
        draft.chmod(0o600)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(sealed)
    finally:
        draft.unlink(missing_ok=True)
    sync_directory(sealed.parent)
    _remove(state, content)


def _read(state: Path) -> bytes:
    directory = os.open(state, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        file = os.open(FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=directory)
        owner = os.fstat(directory).st_uid
    finally:
        os.close(directory)
    with os.fdopen(file, "rb") as opened:
        found = os.fstat(opened.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1 or found.st_uid not in {owner, 0}:
            raise SealingError(f"{FILE} is no plain file of the application's")
        content = opened.read(_LARGEST + 1)
    if not isinstance(parse(content), Identity):
        raise SealingError(f"{FILE} is no identity")
    return content


def _remove(state: Path, content: bytes) -> None:
    """Take the plain file away, unless an enrolment has put another there meanwhile."""
    aside = state / f".{FILE}.sealed"
    (state / FILE).rename(aside)
    if aside.read_bytes() != content:
        # The one after it, if there is one, is newer still.
        with suppress(FileExistsError):
            os.link(aside, state / FILE, follow_symlinks=False)
    aside.unlink()
    sync_directory(state)


def _tool(*arguments: str, given: bytes = b"") -> bytes:
    try:
        return subprocess.run(
            [_TOOL, *arguments], input=given, capture_output=True, check=True, timeout=_TIMEOUT_S
        ).stdout
    except subprocess.CalledProcessError as fault:
        raise SealingError(f"systemd-creds {arguments[0]}: {fault.stderr.decode(errors='replace').strip()}") from fault
    except subprocess.TimeoutExpired as fault:
        raise SealingError(f"systemd-creds {arguments[0]}: no end after {_TIMEOUT_S:.0f} s") from fault


def main() -> int:
    """Seal this terminal's identity; the exit status."""
    try:
        seal(STATE, SEALED)
    except (SealingError, OSError) as fault:
        sys.stderr.write(f"kiosk-seal: {fault}\n")
        return 1
    return 0
