"""The disk of a virtual terminal: Debian 12 with its own kernel, the packages this run built, and the tests' agent."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
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


def make_disk(packages: Sequence[Path], files: Mapping[str, str], directory: Path) -> Disk:
    """Make what a ``Machine`` starts from; needs root.

    Args:
        packages: ``.deb`` files, installed with what they depend on.
        files: what to write besides: absolute path → content.
        directory: where; anything there of an earlier making is replaced.
    """
    root = directory / "root"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    _do("tar", "-xf", str(_base()), "-C", str(root))
    shutil.copy(ROOT / "tools/vm/agent.py", root / "opt/agent.py")
    _write(root, {**files, "/etc/systemd/system/agent.service": _AGENT_UNIT})
    for package in packages:
        shutil.copy(package, root / "opt")
    names = [f"/opt/{package.name}" for package in packages]
    _inside(root, "apt-get", "install", "-y", "-q", "--no-install-recommends", *names)
    _inside(root, "systemctl", "enable", "agent.service")
    for name in names:
        (root / name.lstrip("/")).unlink()
    image = directory / "root.img"
    image.unlink(missing_ok=True)
    _do("mkfs.ext4", "-q", "-d", str(root), str(image), _SIZE)
    kernel, initrd = (_only(root / "boot", form) for form in ("vmlinuz-*", "initrd.img-*"))
    for file in (kernel, initrd):
        shutil.copy(file, directory / file.name)
    shutil.rmtree(root)
    return Disk(directory / kernel.name, directory / initrd.name, image)


def _base() -> Path:
    """A bare Debian, made once for each recipe."""
    recipe = hashlib.sha256(json.dumps([_SUITE, _PACKAGES]).encode()).hexdigest()[:16]
    tar = ROOT / "build/vm" / f"base-{recipe}.tar"
    if not tar.exists():
        tar.parent.mkdir(parents=True, exist_ok=True)
        draft = tar.with_suffix(".draft.tar")
        _do("mmdebstrap", "--variant=minbase", f"--include={','.join(_PACKAGES)}", _SUITE, str(draft))
        draft.rename(tar)
    return tar


def _write(root: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        file = root / name.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")


def _only(directory: Path, form: str) -> Path:
    (found,) = directory.glob(form)
    return found


def _inside(root: Path, *command: str) -> None:
    _do("chroot", str(root), "env", "DEBIAN_FRONTEND=noninteractive", *command)


def _do(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
