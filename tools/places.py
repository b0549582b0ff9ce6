"""Makes the list of communes that ``teleservices/places`` carries, from the npm registry; never part of the set-up.

``python -m tools.places`` writes the same bytes each time. For a new year's list, change ``PACKAGE``.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from teleservices.places.communes import COMMUNES, DEPARTMENTS
from teleservices.places.fold import fold

PACKAGE = "@etalab/decoupage-administratif@6.0.0"
_COMMUNES, _DEPARTMENTS, _LICENCE = "data/communes.json", "data/departements.json", "LICENSE"
_SOURCE = f"""{PACKAGE}
Programme: MIT (LICENSE.txt). Data: Licence Ouverte (https://www.etalab.gouv.fr/licence-ouverte-open-licence);
Insee, Code officiel géographique 2026 and populations légales; La Poste, base officielle des codes postaux.
Compacted by tools/places.py: one line a commune, the most populous first, then the communes déléguées and associées
under their own names; Paris, Lyon and Marseille by arrondissements; uninhabited territories left out.
"""
_ARTICLES = ("le ", "la ", "les ", "l ", "aux ")
_OLD = ("commune-deleguee", "commune-associee")


@dataclass(frozen=True)
class _Line:
    name: str
    code: str
    postcodes: tuple[str, ...]
    note: str
    population: int

    def written(self) -> str:
        return "\t".join(("".join(f"|{start}" for start in _beginnings(self)), *self._shown()))

    def _shown(self) -> Iterator[str]:
        yield from (self.name, self.code, "".join(f"#{postcode}" for postcode in self.postcodes), self.note)


def _beginnings(line: _Line) -> Iterable[str]:
    """Every way the name may be begun: whole, without its article, its elisions in one word; a city's alone."""
    if line.note[:1].isdigit():
        return (fold(line.name), fold(f"{line.name} {line.note}"))
    searched = line.note or line.name
    whole = fold(searched)
    bare = next((whole.removeprefix(article) for article in _ARTICLES if whole.startswith(article)), whole)
    glued = fold(searched.replace("’", ""))
    return dict.fromkeys((whole, bare, glued))


def _lines(communes: Iterable[Mapping[str, object]]) -> Iterator[_Line]:
    entries = [_Entry(entry) for entry in communes]
    present = {entry.code: entry for entry in entries if entry.kind == "commune-actuelle"}
    cities = {entry.text("commune") for entry in entries if entry.kind == "arrondissement-municipal"}
    for entry in entries:
        if entry.kind == "arrondissement-municipal":
            city = present[entry.text("commune")]
            number = entry.name.removeprefix(city.name).strip().lower()
            yield _Line(city.name, entry.code, entry.postcodes, number, city.population)
        elif entry.kind in _OLD:
            now = present[entry.text("chefLieu")]
            if fold(now.name) != fold(entry.name):
                yield _Line(now.name, now.code, now.postcodes, entry.name, -1)
        elif entry.postcodes and entry.code not in cities:
            yield _Line(entry.name, entry.code, entry.postcodes, "", entry.population)


class _Entry:
    def __init__(self, entry: Mapping[str, object]) -> None:
        self._entry = entry
        self.kind, self.name, self.code = self.text("type"), _typeset(self.text("nom")), self.text("code")
        postcodes, population = entry.get("codesPostaux", []), entry.get("population", 0)
        self.postcodes = tuple(sorted(map(str, postcodes))) if isinstance(postcodes, list) else ()
        self.population = population if isinstance(population, int) else 0

    def text(self, field: str) -> str:
        return str(self._entry[field])


def _typeset(name: str) -> str:
    return name.replace("'", "’")


def _fetch() -> dict[str, str]:
    """The files wanted of the package, by name."""
    with tempfile.TemporaryDirectory() as work:
        command = ("npm", "pack", "--silent", PACKAGE)
        packed = subprocess.run(command, cwd=work, check=True, capture_output=True, text=True, timeout=300)
        with tarfile.open(Path(work, packed.stdout.strip())) as archive:
            return {name: _member(archive, name) for name in (_COMMUNES, _DEPARTMENTS, _LICENCE)}


def _member(archive: tarfile.TarFile, name: str) -> str:
    file = archive.extractfile(f"package/{name}")
    if file is None:
        raise FileNotFoundError(name)
    return file.read().decode()


def main() -> None:
    """Fetch the package, write the list, its départements, its licence and where it comes from."""
    files = _fetch()
    lines = sorted(
        _lines(json.loads(files[_COMMUNES])), key=lambda line: (-line.population, fold(line.name), line.code, line.note)
    )
    text = "\n".join(("", *(line.written() for line in lines), ""))
    COMMUNES.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    names = (f"{entry['code']}\t{_typeset(entry['nom'])}\n" for entry in json.loads(files[_DEPARTMENTS]))
    DEPARTMENTS.write_text("".join(names), "utf-8")
    (COMMUNES.parent / "LICENSE.txt").write_text(files[_LICENCE], "utf-8")
    (COMMUNES.parent / "SOURCE.txt").write_text(_SOURCE, "utf-8")


if __name__ == "__main__":
    main()
