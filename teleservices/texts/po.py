"""The part of the .po format that our texts use: comments, ``msgid``, ``msgstr``, strings on one or several lines.

Babel's reader costs some 45 ms for 300 messages (30 of them its import), polib 16; this one 4, and the
terminal's start-up is measured. Babel stays the judge: the tests compare the two on every file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator


def entries(source: str, name: str) -> Iterator[tuple[str, str]]:
    """Give each message of a .po file as (msgid, msgstr), in order, without the header.

    Args:
        source: the file's text.
        name: the file's name, for error messages.

    Raises:
        ValueError: a line is not of the part of the format that we use, or a message lacks one of its halves.
    """
    halves: dict[str, str] = {}
    current = ""
    for number, raw in enumerate(source.split("\n"), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if not line.startswith('"'):
            current, _, line = line.partition(" ")
            if current == "msgid" and halves:
                yield from _complete(halves, name)
                halves = {}
            if current not in {"msgid", "msgstr"} or current in halves:
                raise ValueError(f"{name}:{number}: unexpected {current}")
        if not current:
            raise ValueError(f"{name}:{number}: a string outside a message")
        halves[current] = halves.get(current, "") + _unquoted(line, f"{name}:{number}")
    if halves:
        yield from _complete(halves, name)


def _complete(halves: dict[str, str], name: str) -> Iterator[tuple[str, str]]:
    if halves.keys() != {"msgid", "msgstr"}:
        raise ValueError(f"{name}: {halves.get('msgid', 'a msgstr')} is half a message")
    if halves["msgid"]:
        yield halves["msgid"], halves["msgstr"]


def _unquoted(line: str, where: str) -> str:
    # JSON's escapes contain those that .po writers use: \" \\ \n \t.
    try:
        text: object = json.loads(line)
    except ValueError:
        text = None
    match text:
        case str():
            return text
        case _:
            raise ValueError(f"{where}: not a quoted string")
