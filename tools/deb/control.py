"""``DEBIAN/``: what dpkg is told of a package, and the scripts that it runs."""

from __future__ import annotations

import gzip
import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tools.deb.products import Product
from tools.deb.releases import Release

_TEMPLATES: Final = Path(__file__).parent / "debian"
_SCRIPTS: Final = ("postinst", "prerm", "postrm")
_MAINTAINER: Final = "Équipe de la borne multiservices <borne@caisse.example>"


@dataclass(frozen=True)
class Made:
    """A package about to be packed.

    Attributes:
        version: of the package.
        commit: it is made of.
        enabled: the units that its installation enables.
    """

    product: Product
    release: Release
    version: str
    commit: str
    enabled: tuple[str, ...]


def control(tree: Path, made: Made) -> None:
    """Write ``DEBIAN`` and the changelog into the tree of a package, everything else being there already."""
    name = made.product.name
    changelog = tree / "usr/share/doc" / name / "changelog.gz"
    changelog.parent.mkdir(parents=True)
    changelog.write_bytes(gzip.compress(_changelog(made).encode(), mtime=0))
    files = sorted(one for one in tree.rglob("*") if one.is_file() and not one.is_symlink())
    sums = "".join(
        f"{hashlib.md5(one.read_bytes(), usedforsecurity=False).hexdigest()}  {one.relative_to(tree)}\n"
        for one in files
    )
    debian = tree / "DEBIAN"
    debian.mkdir()
    size = sum(one.stat().st_size for one in files) // 1024
    (debian / "control").write_text(filled(_template(name, "control"), made).replace("@SIZE@", str(size)), "utf-8")
    (debian / "conffiles").write_text(f"/etc/{name}/{made.product.settings}\n", "utf-8")
    (debian / "md5sums").write_text(sums, "utf-8")
    for script in _SCRIPTS:
        written = debian / script
        written.write_text(filled(_template(name, script), made), "utf-8")
        written.chmod(0o755)


def filled(template: str, made: Made) -> str:
    """A template with its names replaced; ``@SIZE@`` is left."""
    python = made.release.python
    values = {
        "VERSION": made.version,
        "PYTHON": f"python3 (>= 3.{python}), python3 (<< 3.{python + 1})",
        "MAINTAINER": _MAINTAINER,
        "ENABLED": " ".join(made.enabled),
    }
    for name, value in values.items():
        template = template.replace(f"@{name}@", value)
    return template


def _template(product: str, name: str) -> str:
    return (_TEMPLATES / product / name).read_text("utf-8")


def _changelog(made: Made) -> str:
    at = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    return (
        f"{made.product.name} ({made.version}) {made.release.name}; urgency=medium\n\n"
        f"  * Commit {made.commit}.\n\n"
        f" -- {_MAINTAINER}  {at:%a, %d %b %Y %H:%M:%S} +0000\n"
    )
