"""The terminal at work: the session and the parts, put together once the first picture is on the screen.

Importing them takes longer than showing that picture, so nothing before it may need this module.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.metadata import version
from typing import cast

from kiosk import journal
from kiosk.maintenance.surface import Surface
from kiosk.parts import Parts
from kiosk.session.conductor import Conductor
from kiosk.session.events import Broken, Event, Tick, Touched
from kiosk.session.intents import Intent
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from kiosk.session.ticks import counting
from kiosk.settings import Settings
from kiosk.ui.bridge import Bridge
from teleservices.logbook import Logbook


class Work:
    """Session and parts, on the Qt thread.

    Args:
        settings: of this terminal.
        rules: the session's figures.
        bridge: the parts' events come through it.
        logbook: where events are written.
        surface: of the application, for diagnostics and for a shell.
        show: draws a situation.
        mended: told that a fault is wiped away and the screen says so.
    """

    def __init__(
        self,
        settings: Settings,
        rules: Rules,
        bridge: Bridge,
        logbook: Logbook,
        surface: Surface,
        *,
        show: Callable[[Situation], None],
        mended: Callable[[], None],
    ) -> None:
        logbook.record(journal.VERSION, version=version("borne-multiservices"))
        self._bridge = bridge
        self._show = show
        self._mended = mended
        self._mending = False
        self._parts = Parts(settings, bridge.post, logbook, surface)
        self._conductor = Conductor(
            rules=rules,
            printer=self._parts.printer,
            link=self._parts.link,
            modem=self._parts.modem,
            speaker=self._parts.speaker,
            outbox=self._parts.outbox,
            maintenance=self._parts.maintenance,
            logbook=logbook,
            clock=time.monotonic,
            shown=self._changed,
        )
        bridge.listen(self._on_event, self._on_tick)
        self._parts.start()

    def touched(self, intent: Intent) -> None:
        """The person asks for something."""
        self._conductor.handle(Touched(intent))

    def mend(self) -> None:
        """Wipe the visit after a fault; from any thread, never waits."""
        self._bridge.post(Broken())

    def stop(self) -> None:
        """End the parts' threads."""
        self._parts.stop()

    def _on_event(self, event: object) -> None:
        # The parts and the application are all that post, and they post nothing else.
        self._conductor.handle(cast("Event", event))
        self._mending = self._mending or isinstance(event, Broken)

    def _on_tick(self) -> None:
        self._conductor.handle(Tick())
        if counting(self._conductor.situation, time.monotonic()):
            # The countdown moves although nothing happened.
            self._changed(self._conductor.situation)

    def _changed(self, _situation: Situation) -> None:
        self._bridge.draw_soon(self._draw)

    def _draw(self) -> None:
        self._show(self._conductor.situation)
        # Only now: a fault of the screen that says « Un instant » is one that cannot be mended.
        if self._mending:
            self._mending = False
            self._mended()
