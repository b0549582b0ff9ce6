"""What is on the screen, by ids instead of words, in a few round trips: a monkey looks many times a second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dock.dbus import Bus, Call

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_COMPONENT = "org.a11y.atspi.Component"
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_NOTHING = "/org/a11y/atspi/null"
_ENABLED, _SHOWING, _CHECKED = 1 << 8, 1 << 25, 1 << 4
_SCREEN_COORDINATES = 0
_APPLICATION = "QGuiApplication."
_KEY = "key-"
_UNTOUCHABLE = frozenset({"label", "heading", "panel", "frame", "filler", "image", ""})

_Thing = tuple[str, str]


@dataclass(frozen=True)
class Control:
    """Something that can be touched.

    Attributes:
        id: its object name: of a button its action's, of a key ``key-…``.
        x, y: its middle, in pixels.
    """

    id: str
    checked: bool
    x: float
    y: float

    @property
    def is_key(self) -> bool:
        """Whether it belongs to the keyboard on the screen."""
        return self.id.startswith(_KEY)


@dataclass(frozen=True)
class View:
    """One look.

    Attributes:
        frames: ids of the top-level windows, of every application that can be seen: ``menu/home`` is kind and id of
            the screen in a window of ours.
        controls: those that show and are enabled, in reading order.
    """

    frames: tuple[str, ...]
    controls: tuple[Control, ...]

    @property
    def screen(self) -> str:
        """Kind and id of the screen; empty when there is not exactly one window."""
        return self.frames[0] if len(self.frames) == 1 else ""

    def control(self, *beginnings: str) -> Control | None:
        """The first control whose id begins with the first of these that is there."""
        found = (one for start in beginnings for one in self.controls if one.id.startswith(start))
        return next(found, None)


class Eyes:
    """Looks over the accessibility bus.

    Args:
        address: of the bus.

    Raises:
        TimeoutError: by any call: an application is there and does not answer.
    """

    def __init__(self, address: str) -> None:
        self._bus = Bus(address)

    def look(self) -> View:
        """What shows now. What goes away while we look is left out."""
        tops = self._children(self._children([_ROOT]))
        answers = self._bus.calls([Call.of_property(*top, _ACCESSIBLE, "AccessibleId") for top in tops])
        frames = [str(answer[0][1]) for answer in answers if answer]
        controls: list[Control] = []
        while shown := self._showing(self._children(tops)):
            controls += self._controls(shown)
            tops = [thing for thing, _ in shown]
        return View(tuple(frame.removeprefix(_APPLICATION) for frame in frames), tuple(controls))

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def _children(self, things: list[_Thing]) -> list[_Thing]:
        answers = self._bus.calls([Call(*thing, f"{_ACCESSIBLE}.GetChildren") for thing in things])
        return [(name, path) for answer in answers if answer for name, path in answer[0] if path != _NOTHING]

    def _showing(self, things: list[_Thing]) -> list[tuple[_Thing, int]]:
        states = self._bus.calls([Call(*thing, f"{_ACCESSIBLE}.GetState") for thing in things])
        known = [(thing, int(state[0][0])) for thing, state in zip(things, states, strict=True) if state]
        return [(thing, state) for thing, state in known if state & _SHOWING]

    def _controls(self, shown: list[tuple[_Thing, int]]) -> Iterator[Control]:
        calls = [call for thing, state in shown if state & _ENABLED for call in _questions(thing)]
        answers = iter(self._bus.calls(calls))
        for _, state in shown:
            if state & _ENABLED:
                id_, role, extents = next(answers), next(answers), next(answers)
                if id_ and role and extents and role[0] not in _UNTOUCHABLE:
                    x, y, width, height = extents[0]
                    name = _own_name(str(id_[0][1]))
                    yield Control(name, bool(state & _CHECKED), x + width / 2, y + height / 2)


def _questions(thing: _Thing) -> tuple[Call, Call, Call]:
    return (
        Call.of_property(*thing, _ACCESSIBLE, "AccessibleId"),
        Call(*thing, f"{_ACCESSIBLE}.GetRoleName"),
        Call(*thing, f"{_COMPONENT}.GetExtents", "u", (_SCREEN_COORDINATES,)),
    )


def _own_name(path: str) -> str:
    """The object name at the end of the names of all that it is in; a key's own name may be a full stop."""
    before, key, sign = path.partition(f".{_KEY}")
    return f"{_KEY}{sign}" if key else before.rpartition(".")[2]
