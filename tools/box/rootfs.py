"""The box's Debian 12, made once for each recipe and never written to afterwards: boxes lie over it."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

BUILD: Final = Path(__file__).parents[2] / "build" / "box"
_PACKAGES: Final = Path(__file__).with_name("packages.txt")
_RELEASE: Final = "bookworm"
# Without a machine id systemd takes the first boot for that of a new machine, and enables every unit there is.
_MACHINE_ID: Final = "b0c5b0c5b0c5b0c5b0c5b0c5b0c5b0c5"
_OPTIONS: Final = (
    "--quiet",
    "--variant=minbase",
    # It stays in the box's own dpkg: nobody needs to find these files again after the host's power is cut.
    "--dpkgopt=force-unsafe-io",
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
    f"--customize-hook=echo {_MACHINE_ID} >$1/etc/machine-id",
    "--customize-hook=echo borne >$1/etc/hostname",
)


def rootfs() -> Path:
    """The directory of the base system; made by mmdebstrap when this recipe has not been followed yet.

    Raises:
        subprocess.CalledProcessError: mmdebstrap failed; it has said why on stderr.
    """
    recipe = [*_OPTIONS, f"--include={','.join(packages())}", _RELEASE]
    root = BUILD / f"{_RELEASE}-{hashlib.sha256(repr(recipe).encode()).hexdigest()[:12]}"
    with _alone():
        if not root.is_dir():
            unfinished = root.with_suffix(".unfinished")
            _remove(unfinished)
            subprocess.run(["mmdebstrap", *recipe, str(unfinished)], check=True, stdin=subprocess.DEVNULL)
            unfinished.rename(root)
    return root


def packages() -> tuple[str, ...]:
    """The names of the Debian packages in it, without what these pull in."""
    lines = (line.partition("#")[0].strip() for line in _PACKAGES.read_text("utf-8").splitlines())
    return tuple(sorted(line for line in lines if line))


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time: a bench and the tests may want it at once."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove(unfinished: Path) -> None:
    if unfinished.exists():
        shutil.rmtree(unfinished)
