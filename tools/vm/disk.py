"""The disk of a virtual terminal: Debian 12 with its own kernel, the packages this run built, and the tests' agent."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from tools.dev.place import ROOT
from tools.vm.machine import Disk

_SUITE: Final = "bookworm"
_PACKAGES: Final = (
    *("systemd", "systemd-sysv", "udev", "dbus", "python3", "kmod", "iproute2", "procps"),
    *("linux-image-amd64", "initramfs-tools", "zstd"),
)
_SIZE: Final = "3000M"
_AGENT_UNIT: Final = """\
[Unit]
Description=What the tests ask of this machine
[Service]
ExecStart=/usr/bin/python3 -I /opt/agent.py
Restart=always
[Install]
WantedBy=multi-user.target
"""


def make_disk(packages: Sequence[Path], added: Mapping[str, str], directory: Path) -> Disk:
    """Make what a ``Machine`` starts from; needs root.

    Args:
        packages: ``.deb`` files, installed with what they depend on.
        added: what to add to files once they are installed, made where they are missing: absolute path → text.
        directory: where; anything there of an earlier making is replaced.
    """
    root = directory / "root"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    _do("tar", "-xf", str(_base(_needed(packages))), "-C", str(root))
    for package in packages:
        shutil.copy(package, root / "opt")
    _inside(root, "dpkg", "--install", *(f"/opt/{package.name}" for package in packages))
    for package in packages:
        (root / "opt" / package.name).unlink()
    shutil.copy(ROOT / "tools/vm/agent.py", root / "opt/agent.py")
    _add(root, {**added, "/etc/systemd/system/agent.service": _AGENT_UNIT})
    _inside(root, "systemctl", "enable", "agent.service")
    image = directory / "root.img"
    image.unlink(missing_ok=True)
    _do("mkfs.ext4", "-q", "-d", str(root), str(image), _SIZE)
    kernel, initrd = (_only(root / "boot", form) for form in ("vmlinuz-*", "initrd.img-*"))
    for file in (kernel, initrd):
        shutil.copy(file, directory / file.name)
    shutil.rmtree(root)
    return Disk(directory / kernel.name, directory / initrd.name, image)


def _needed(packages: Sequence[Path]) -> frozenset[str]:
    """What the packages depend on; of alternatives the last, which is the older release's name for it."""
    said = [subprocess.check_output(["dpkg-deb", "-f", package, "Depends"], text=True) for package in packages]
    return frozenset(one.split("|")[-1].split()[0] for one in ",".join(said).split(","))


def _base(needed: Collection[str]) -> Path:
    """A Debian with a kernel and what the packages need, made once for each recipe."""
    included = sorted({*_PACKAGES, *needed})
    recipe = hashlib.sha256(json.dumps([_SUITE, included]).encode()).hexdigest()[:16]
    tar = ROOT / "build/vm" / f"base-{recipe}.tar"
    if not tar.exists():
        tar.parent.mkdir(parents=True, exist_ok=True)
        draft = tar.with_suffix(".draft.tar")
        _do("mmdebstrap", "--variant=minbase", f"--include={','.join(included)}", _SUITE, str(draft))
        draft.rename(tar)
    return tar


def _add(root: Path, added: Mapping[str, str]) -> None:
    for name, text in added.items():
        path = root / name.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)


def _only(directory: Path, form: str) -> Path:
    (found,) = directory.glob(form)
    return found


def _inside(root: Path, *command: str) -> None:
    # The packages' own scripts read /proc; the mount ends with the command.
    script = 'mount -t proc proc /proc && exec env DEBIAN_FRONTEND=noninteractive "$@"'
    _do("unshare", "--mount", "--pid", "--fork", "chroot", str(root), "sh", "-ec", script, "sh", *command)


def _do(*command: str) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
