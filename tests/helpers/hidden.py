"""What a declaration holds, in every form in which a file could hold it, and the search for it around a process."""

from __future__ import annotations

import base64
import gzip
import json
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from needles import Needles

from teleservices.catalogue import CATALOGUE
from teleservices.texts.catalogue import LANGUAGES, read

_ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")
_GZIP = b"\x1f\x8b\x08"


@cache
def kinds_of_request() -> Mapping[str, str]:
    """The names of what is declared, as a terminal knows and shows them."""
    found = {}
    for service in CATALOGUE:
        if service.flow is not None:
            found[service.id] = f"kind of request {service.id}"
            for language in LANGUAGES:
                title = read(language).t(f"service.{service.id}.title")
                found[title] = f"title of {service.id}, {language}"
    return found


def needles_of(secrets: Mapping[str, str]) -> Needles:
    """Everything that stands for some texts.

    Args:
        secrets: what each text is, by the text.
    """
    words = {form: what for text, what in secrets.items() for form in set(_forms(text))}
    return Needles(words, frozenset())


def found_around(needles: Needles, trees: Iterable[Path], process: int | None) -> tuple[dict[str, set[str]], int]:
    """The files that hold some of it, and how many were looked at.

    Args:
        needles: what to look for.
        trees: directories.
        process: whose open files are looked at too, removed ones and those in memory included.
    """
    files = [file for tree in trees for file in sorted(tree.rglob("*")) if _is_regular(file)]
    files += [] if process is None else list(_open_files(process))
    found = {str(file): kinds for file in files if (kinds := _found_in(needles, _content(file)))}
    return found, len(files)


def _found_in(needles: Needles, content: bytes) -> set[str]:
    # The outbox's reserve is 8 MiB of nothing.
    found = needles.found_in(content) if content.strip(b"\x00") else set()
    for opened in _inflated(content):
        found |= needles.found_in(opened)
    return found


def _forms(text: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        yield text.encode(encoding, "replace")
    yield json.dumps(text)[1:-1].encode()
    encoded = text.encode()
    yield encoded.hex().encode()
    yield encoded.hex().upper().encode()
    # Somewhere inside a longer text, at each of the three places where it can begin; the ends depend on neighbours.
    for shift in range(3):
        inside = base64.b64encode(bytes(shift) + encoded)
        yield inside[4 if shift else 0 : (len(encoded) + shift) // 3 * 4]


def _inflated(content: bytes) -> Iterator[bytes]:
    start = content.find(_GZIP)
    while start >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(content[start:])
        start = content.find(_GZIP, start + 1)


def _open_files(process: int) -> Iterator[Path]:
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        if _is_regular(descriptor):
            yield descriptor


def _is_regular(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        # It went while we looked: what it held was there for the look before, or is for the next.
        return False


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def hide(text: str) -> bytes:
    """A text as it could slip through: in the middle of something compressed, after something else."""
    return b"before" + gzip.compress(b'{"body": "' + base64.b64encode(text.encode()) + b'"}')
