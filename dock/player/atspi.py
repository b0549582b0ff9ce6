"""What a screen reader finds on the screen: names, roles and places, over AT-SPI."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from dock.dbus import Bus

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_COMPONENT = "org.a11y.atspi.Component"
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_NOTHING = "/org/a11y/atspi/null"

_ENABLED, _SHOWING, _CHECKED = 1 << 8, 1 << 25, 1 << 4
_SCREEN_COORDINATES = 0

Reference = tuple[str, str]
"""Bus name of an application and path of one of its objects."""


@dataclass(frozen=True)
class Seen:
    """An object that is showing.

    Attributes:
        role: AT-SPI's word: ``button``, ``label``, ``heading``.
        name, description: what a screen reader says.
        enabled, checked: its states.
        x, y, width, height: its place on the screen, in pixels.
    """

    role: str
    name: str
    description: str
    enabled: bool
    checked: bool
    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the object, in pixels."""
        return self.x + self.width / 2, self.y + self.height / 2


class ScreenReader:
    """Walks the tree of every application on an accessibility bus.

    Args:
        address: the bus (``AccessibilityBus.address``).
    """

    def __init__(self, address: str) -> None:
        self._bus = Bus(address)

    def look(self, roles: Collection[str] | None = None) -> Iterator[Seen]:
        """What is showing, in reading order, each asked for as it is reached; nothing when no application is there.

        An object that goes away while we look is left out.

        Args:
            roles: of what is looked for, in AT-SPI's words; the fewer, the sooner it is found. None: everything.
        """
        for thing, states in self._showing():
            seen = self._describe(thing, states, roles)
            if seen is not None:
                yield seen

    def texts(self) -> Iterator[str]:
        """All the names and descriptions that are showing, in reading order."""
        for thing, _ in self._showing():
            for member in ("Name", "Description"):
                text = self._bus.property(*thing, _ACCESSIBLE, member)
                if text:
                    yield text

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _showing(self) -> Iterator[tuple[Reference, int]]:
        for application in self._children(_REGISTRY):
            for top in self._children(application):
                yield from self._walk(top)

    def _walk(self, thing: Reference) -> Iterator[tuple[Reference, int]]:
        states = self._states(thing)
        if states & _SHOWING:
            yield thing, states
            for child in self._children(thing):
                yield from self._walk(child)

    def _describe(self, thing: Reference, states: int, roles: Collection[str] | None) -> Seen | None:
        role = self._bus.call(*thing, f"{_ACCESSIBLE}.GetRoleName")
        if role is None or (roles is not None and role[0] not in roles):
            return None
        name = self._bus.property(*thing, _ACCESSIBLE, "Name")
        description = self._bus.property(*thing, _ACCESSIBLE, "Description")
        extents = self._bus.call(*thing, f"{_COMPONENT}.GetExtents", "u", (_SCREEN_COORDINATES,))
        if name is None or description is None or extents is None:
            return None
        return Seen(role[0], name, description, bool(states & _ENABLED), bool(states & _CHECKED), *extents[0])

    def _children(self, thing: Reference) -> list[Reference]:
        answer = self._bus.call(*thing, f"{_ACCESSIBLE}.GetChildren")
        return [] if answer is None else [(name, path) for name, path in answer[0] if path != _NOTHING]

    def _states(self, thing: Reference) -> int:
        answer = self._bus.call(*thing, f"{_ACCESSIBLE}.GetState")
        return 0 if answer is None else int(answer[0][0])
