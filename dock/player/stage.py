"""What a visit needs, started in order and stopped in reverse: a screen, the dock, an enrolled terminal."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from dock.answers import Standing
from dock.cabinet import Cabinet
from dock.display.accessibility import AccessibilityBus
from dock.display.touch import Touch
from dock.display.xorg import Xorg
from dock.player import kiosk
from dock.player.atspi import ScreenReader
from dock.player.visitor import Panel
from dock.processes import Child
from dock.running import RunningDock


class Stage:
    """A screen, a dock, and a terminal that may be started; use it in a ``with``.

    Args:
        cabinet: what the terminal looks like.
        directory: an existing directory for settings, sockets and logs; its path is short (a unix socket's is).
        headless: True: a screen, a touch panel and an accessibility bus of its own; False: the person's display.
        adjust: what the terminal is told instead of the dock's own standing.
        pace: of the terminal, the product's own when left out.
        caisse: a TOML file that completes the settings of the demo's caisse.

    Attributes:
        dock: the dock's socket.
        screen, bus, panel, reader: display, accessibility bus, and who uses them, when headless.
        settings: the terminal's.
        environment: what a process needs in its environment to use the screen and the card reader.
    """

    def __init__(
        self,
        cabinet: Cabinet,
        directory: Path,
        *,
        headless: bool,
        adjust: Callable[[Standing], Standing] = lambda standing: standing,
        pace: kiosk.Pace | None = None,
        caisse: Path | None = None,
    ) -> None:
        self._cabinet = cabinet
        self._directory = directory
        self._headless = headless
        self._running = ExitStack()
        self._adjust = adjust
        self._pace = pace or kiosk.Pace()
        self._caisse = caisse
        self.environment = dict(os.environ)
        self.settings = directory / "kiosk.toml"

    def __enter__(self) -> Self:
        try:
            if self._headless:
                self._start_screen()
            self._start_dock()
            self._enrol()
        except BaseException:
            self._running.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    def start_kiosk(self) -> Child:
        """Start the terminal's program; it is stopped with the stage at the latest."""
        child = kiosk.start(self.settings, self.environment, self._directory / "kiosk.log")
        self._running.callback(child.stop)
        return child

    def _start_screen(self) -> None:
        screen = Xorg(self._cabinet, self._directory)
        self._running.callback(screen.stop)
        self.screen = screen
        bus = AccessibilityBus(self._directory)
        self._running.callback(bus.stop)
        self.environment |= bus.environment | {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
        self.panel = Panel(self._cabinet, screen.name, Touch(screen.touch_socket, self._cabinet))
        self._running.callback(self.panel.touch.close)
        self.bus = bus.address
        self.reader = ScreenReader(bus.address)
        self._running.callback(self.reader.close)

    def _start_dock(self) -> None:
        dock = self._running.enter_context(RunningDock(self._directory, self.environment, self._caisse))
        self.socket, self.dock = dock.socket, dock.client

    def _enrol(self) -> None:
        standing = self._adjust(self.dock.status())
        self.environment |= standing.environment
        state = self._directory / "kiosk"
        state.mkdir(exist_ok=True)
        kiosk.write_settings(self.settings, self._cabinet, standing, state, self._pace)
        kiosk.enrol(self.settings, standing, self.environment)
