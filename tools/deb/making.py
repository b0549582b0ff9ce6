"""A package is made from the last commit, in a Debian that is thrown away afterwards."""

from __future__ import annotations

import os
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tools.deb.lock import closure, read_lock, requirements
from tools.deb.products import BUILDERS, PRODUCTS, WITHOUT
from tools.deb.releases import Release
from tools.deb.wheels import fetch

SOURCES: Final = ("kiosk", "caisse", "teleservices", "config", "systemd", "tools/__init__.py", "tools/deb")
_CHROOT: Final = (
    "base-files",
    "bash",
    "ca-certificates",
    "coreutils",
    "dpkg",
    "gcc",
    "libc6-dev",
    "libpcsclite-dev",
    "pkg-config",
    "python3",
    "python3-dev",
    "python3-venv",
    "swig",
    "tar",
)


@dataclass(frozen=True)
class Commit:
    """What is packaged."""

    id: str
    at: datetime


def make(root: Path, release: Release, out: Path) -> tuple[Path, ...]:
    """Make the packages of every product; those of an earlier commit that lie in the same place are removed.

    Args:
        root: of the repository.
        release: that they are for.
        out: made when it is not there.

    Returns:
        The packages.

    Raises:
        subprocess.CalledProcessError: git, pip or mmdebstrap failed, and has said why on stderr.
    """
    commit = _last_commit(root)
    out.mkdir(parents=True, exist_ok=True)
    for former in out.glob("*.deb"):
        former.unlink()
    with TemporaryDirectory(dir=out) as place:
        stage = Path(place)
        _export(root, commit, stage / "source")
        _requirements(root, release, stage)
        # Left with root's own, 0700, mmdebstrap's helpers could not enter.
        stage.chmod(0o755)
        _in_chroot(release, stage, out, version_of(root, commit, release), commit)
    return tuple(sorted(out.glob("*.deb")))


def version_of(root: Path, commit: Commit, release: Release) -> str:
    """The version of the packages: newer for every later commit, and for a later Debian of the same commit.

    Args:
        root: of the repository.
        commit: that is packaged.
        release: that they are for.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return f"{project['version']}+git{commit.at:%Y%m%d.%H%M%S}.deb{release.number}"


def _last_commit(root: Path) -> Commit:
    told = _git(root, "log", "-1", "--format=%H %ct").decode().split()
    return Commit(told[0], datetime.fromtimestamp(int(told[1]), UTC))


def _export(root: Path, commit: Commit, directory: Path) -> None:
    directory.mkdir()
    archive = _git(root, "archive", commit.id, "--", *SOURCES)
    subprocess.run(["tar", "--extract", "--directory", str(directory)], input=archive, check=True)


def _requirements(root: Path, release: Release, stage: Path) -> None:
    lock = read_lock((root / "requirements.lock").read_text("utf-8"))
    wanted = {one.name: closure(lock, one.roots, without=WITHOUT) for one in PRODUCTS}
    wanted["builders"] = closure(lock, BUILDERS, without=())
    for name, entries in wanted.items():
        (stage / f"{name}.txt").write_text(requirements(entries), "utf-8")
    fetch((one for entries in wanted.values() for one in entries), release, stage / "wheels")


def _in_chroot(release: Release, stage: Path, out: Path, version: str, commit: Commit) -> None:
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
        "SOURCE_DATE_EPOCH": str(int(commit.at.timestamp())),
    }
    assigned = " ".join(f"{name}={value}" for name, value in environment.items())
    inside = f"python3 -m tools.deb.inside {release.name} {version} {commit.id}"
    subprocess.run(
        [
            "mmdebstrap",
            "--quiet",
            # Only unpacked: nothing here is ever started as a system, and no script of a package has to run.
            "--variant=extract",
            "--format=null",
            "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr",
            f"--include={','.join(_CHROOT)}",
            "--extract-hook=mkdir -p $1/build/out",
            # Debian 13's pip reads it when it starts, though it fetches nothing; the package's script would make it.
            "--extract-hook=cat $1/usr/share/ca-certificates/mozilla/*.crt >$1/etc/ssl/certs/ca-certificates.crt",
            f"--extract-hook=sync-in {stage} /build",
            f'--extract-hook=chroot "$1" env -i -C /build/source {assigned} {inside}',
            f"--extract-hook=sync-out /build/out {out}",
            release.name,
            "-",
        ],
        check=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )


def _git(root: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True).stdout
