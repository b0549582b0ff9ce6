"""Which touch counts: what the screen offers now, and once only for what must not be done twice (UX-12)."""

from __future__ import annotations

from kiosk.session.intents import AnotherCheck, Intent, Listen, Submit, TouchCell
from kiosk.ui.screen import Screen

DOUBLE_TOUCH_S = 0.4
_AGAIN = (Submit, Listen, AnotherCheck)
"""What may be asked again on the same screen: a form that was refused comes back as it was."""


def _deeds(screen: Screen) -> dict[str, Intent]:
    """What leads somewhere: a second touch on it is an accident."""
    if screen.warning is not None:
        return {action.id: action.intent for action in screen.warning.actions}
    leave = screen.chrome.leave
    changes = [line.change for line in screen.lines]
    actions = [action for action in (*screen.actions, *changes, leave) if action is not None]
    tiles = {tile.id: tile.intent for tile in screen.tiles if tile.enabled}
    entries = {entry.id: entry.intent for entry in screen.entries if entry.intent is not None}
    return tiles | entries | {action.id: action.intent for action in actions}


def _settings(screen: Screen) -> dict[str, Intent]:
    """What may be touched again and again: options, cells, and how the screen is read."""
    if screen.warning is not None:
        return {}
    chrome = screen.chrome
    tools = [*chrome.languages, chrome.text_smaller, chrome.text_larger, chrome.contrast]
    options: dict[str, Intent] = {option.id: option.intent for option in screen.options}
    if screen.cells is not None:
        options |= {f"cell-{cell}": TouchCell(cell) for cell in range(screen.cells.columns * screen.cells.rows)}
    return options | {tool.id: tool.intent for tool in tools if tool is not None}


class Touches:
    """Turns the id of what was touched into its intent, or nothing."""

    def __init__(self) -> None:
        self._deeds: dict[str, Intent] = {}
        self._settings: dict[str, Intent] = {}
        self._offer: object = None
        self._done: set[str] = set()
        self._last: dict[str, float] = {}

    def offer(self, screen: Screen) -> None:
        """From now on only what ``screen`` offers counts. A progress bar that moves does not free the buttons."""
        self._deeds = _deeds(screen)
        self._settings = _settings(screen)
        offer = (screen.id, self._deeds)
        if offer != self._offer:
            self._offer = offer
            self._done = set()

    @property
    def submit(self) -> str:
        """What to touch to send the form; empty when there is nothing to send."""
        return next((key for key, intent in self._deeds.items() if isinstance(intent, Submit)), "")

    def take(self, key: str, now: float) -> Intent | None:
        """The intent of a touch at ``now`` (seconds, monotonic); None when stale, unknown or a double touch."""
        if key in self._settings:
            return self._settings[key]
        intent = self._deeds.get(key)
        if intent is None or key in self._done:
            return None
        last = self._last.get(key)
        if last is not None and now - last < DOUBLE_TOUCH_S:
            return None
        if not isinstance(intent, _AGAIN):
            self._done.add(key)
        self._last = {key: now}
        return intent
