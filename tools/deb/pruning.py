"""What a terminal never loads is taken out of the libraries: less to install, to update, and to find holes in."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

_USELESS: Final = (
    "**/__pycache__",
    "**/tests",
    "**/test",
    "bin",
    "**/*.dist-info/RECORD",
    "**/*.dist-info/direct_url.json",
)
_SOURCES: Final = frozenset({".pyi", ".pyx", ".pxd", ".c", ".cpp", ".h", ".hpp", ".i"})
_PARTS: Final = (
    # Whom a number belongs to, and where: we ask only whether it is a mobile.
    "phonenumbers/geodata",
    "phonenumbers/carrierdata",
    "phonenumbers/tzdata",
    # A format of pictures that nobody here reads or writes, as large as the rest of Pillow.
    "PIL/_avif*.so",
    "pillow.libs/libavif*",
)
_LOCALES: Final = re.compile(r"(root|fr|en)(_\w+)?\.dat")

_PYSIDE: Final = frozenset(
    {
        "Qt",
        "QtCore.abi3.so",
        "QtGui.abi3.so",
        "QtNetwork.abi3.so",
        "QtOpenGL.abi3.so",
        "QtQml.abi3.so",
        "QtQuick.abi3.so",
        "__init__.py",
        "_config.py",
        "_git_pyside_version.py",
    }
)
_PYSIDE_LIBRARY: Final = re.compile(r"libpyside6(qml)?\.abi3\.so\..+")
_PLUGINS: Final = frozenset(
    {
        "platforms/libqoffscreen.so",
        "platforms/libqwayland.so",
        "wayland-shell-integration/libxdg-shell.so",
        # Icons and drawings.
        "imageformats/libqsvg.so",
    }
)
_QML_MODULES: Final = frozenset(
    {
        "QtQml",
        "QtQml/Models",
        "QtQml/WorkerScript",
        "QtQuick",
        "QtQuick/Shapes",
        "QtQuick/Templates",
        "QtQuick/Window",
    }
)


def prune(tree: Path) -> None:
    """Take out of a directory of installed distributions what no product loads.

    Args:
        tree: what ``pip install --target`` made; Qt's libraries in it are followed with binutils' ``readelf``.
    """
    for pattern in _USELESS:
        _remove(tree.glob(pattern))
    _remove(file for file in tree.rglob("*") if file.suffix in _SOURCES)
    _remove(file for pattern in _PARTS for file in tree.glob(pattern))
    _remove(file for file in tree.glob("babel/locale-data/*.dat") if not _LOCALES.fullmatch(file.name))
    if (tree / "PySide6").is_dir():
        _prune_qt(tree / "PySide6")


def _prune_qt(pyside: Path) -> None:
    _remove(one for one in pyside.iterdir() if one.name not in _PYSIDE and not _PYSIDE_LIBRARY.fullmatch(one.name))
    qt = pyside / "Qt"
    _remove(one for one in qt.iterdir() if one.name not in {"lib", "plugins", "qml"})
    _keep(qt / "plugins", lambda name: name in _PLUGINS)
    _keep(qt / "qml", lambda name: name.rpartition("/")[0] in _QML_MODULES and not name.endswith(".qmltypes"))
    libraries = {file.name: file for file in (qt / "lib").iterdir()}
    needed: set[str] = set()
    wanted = {name for file in pyside.rglob("*.so*") if file.parent != qt / "lib" for name in _needs(file)}
    while found := (wanted & libraries.keys()) - needed:
        needed |= found
        wanted = {name for one in found for name in _needs(libraries[one])}
    _remove(file for name, file in libraries.items() if name not in needed)


def _keep(directory: Path, wanted: Callable[[str], bool]) -> None:
    _remove(one for one in directory.rglob("*") if one.is_file() and not wanted(str(one.relative_to(directory))))
    for one in sorted(directory.rglob("*"), reverse=True):
        if one.is_dir() and not any(one.iterdir()):
            one.rmdir()


def _needs(library: Path) -> Iterator[str]:
    told = subprocess.run(["readelf", "--dynamic", library], check=True, capture_output=True, text=True).stdout
    return iter(re.findall(r"\(NEEDED\).*\[(.+)\]", told))


def _remove(places: Iterable[Path]) -> None:
    for place in tuple(places):
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
