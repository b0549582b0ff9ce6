"""What is done inside the chroot, by the python3 that the packages are for: install, prune, compile, pack."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tools.deb.control import Made, control
from tools.deb.layout import placed, starts_by_itself
from tools.deb.products import PRODUCTS, Product
from tools.deb.pruning import prune
from tools.deb.releases import RELEASES

_BUILD: Final = Path("/build")
_SOURCE: Final = _BUILD / "source"
# A twelfth larger than with xz's -z1, in a fifth of the time, and unpacked in a tenth: every change is packed before it
# is tried. By one thread: the same bytes come out on every machine.
_COMPRESSION: Final = ("-Zzstd", "-z9", "--threads-max=1")
_PIP: Final = (
    "install",
    "--quiet",
    "--no-index",
    "--find-links",
    str(_BUILD / "wheels"),
    "--no-deps",
    "--require-hashes",
)


def main(release: str, version: str, commit: str) -> None:
    """Make the package of each product in ``/build/out``.

    Args:
        release: its name.
        version: of the packages.
        commit: that they are made of, for their changelog.
    """
    venv = _BUILD / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    _pip(venv, "-r", str(_BUILD / "builders.txt"))

    def make(product: Product) -> None:
        tree = _BUILD / product.name
        python = tree / "usr/lib" / product.name / "python"
        wanted = str(_BUILD / f"{product.name}.txt")
        _pip(venv, "--no-compile", "--no-build-isolation", "--target", str(python), "-r", wanted)
        prune(python)
        _own_modules(product, python, version)
        _compile(python, tree)
        enabled = _files(product, tree)
        control(tree, Made(product, RELEASES[release], version, commit, enabled))
        _pack(product, tree, version)

    # Side by side: what takes time is done by programs of their own.
    with ThreadPoolExecutor() as pool:
        for _ in pool.map(make, PRODUCTS):
            pass


def _pip(venv: Path, *arguments: str) -> None:
    # Debugging information names the directory it was built in, a new one each time.
    environment = {**os.environ, "CFLAGS": "-g0"}
    subprocess.run([str(venv / "bin/python"), "-m", "pip", *_PIP, *arguments], check=True, env=environment)


def _compile(python: Path, tree: Path) -> None:
    """Nothing there is writable by whoever runs it: what is not compiled now is compiled again at every start."""
    names = ("-s", str(tree), "-p", "/")
    compiled = [sys.executable, "-m", "compileall", "-q", *names, "--invalidation-mode", "unchecked-hash", str(python)]
    subprocess.run(compiled, check=True)


def _own_modules(product: Product, python: Path, version: str) -> None:
    left_out = {_SOURCE / one for one in product.left_out}

    def ignored(directory: str, names: list[str]) -> set[str]:
        return {name for name in names if Path(directory, name) in left_out}

    for package in product.packages:
        shutil.copytree(_SOURCE / package, python / package, ignore=ignored)
    about = python / f"borne_multiservices-{version}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: borne-multiservices\nVersion: {version}\n", "utf-8")


def _files(product: Product, tree: Path) -> tuple[str, ...]:
    enabled: list[str] = []
    for one in placed((_SOURCE / "systemd").iterdir()):
        if one.product is product:
            target = tree / one.directory / one.file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(one.file, target)
            if one.file.suffix in {".service", ".path"} and starts_by_itself(one.file.read_text("utf-8")):
                enabled.append(one.file.name)
    for name in product.shared:
        shutil.copytree(_SOURCE / "config" / name, tree / "usr/share" / product.name / name)
    _settings(product, tree)
    launcher = tree / "usr/bin" / product.name
    launcher.parent.mkdir(parents=True)
    text = (_SOURCE / "tools/deb/debian/launcher").read_text("utf-8")
    launcher.write_text(text.replace("@NAME@", product.name), "utf-8")
    launcher.chmod(0o755)
    return tuple(enabled)


def _settings(product: Product, tree: Path) -> None:
    text = (_SOURCE / "config" / product.settings).read_text("utf-8")
    for former, new in product.rewritten:
        if text.count(former) != 1:
            raise ValueError(f"config/{product.settings} does not say {former} once")
        text = text.replace(former, new)
    target = tree / "etc" / product.name / product.settings
    target.parent.mkdir(parents=True)
    target.write_text(text, "utf-8")


def _pack(product: Product, tree: Path, version: str) -> None:
    for one in (tree, *tree.rglob("*")):
        if not one.is_symlink():
            one.chmod(0o755 if one.is_dir() or one.stat().st_mode & 0o100 else 0o644)
    package = _BUILD / "out" / f"{product.name}_{version}_amd64.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", *_COMPRESSION, "--build", str(tree), str(package)], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
