"""The composition root: the only place that knows every part."""

from __future__ import annotations

import re
import resource
import signal
import time
from datetime import datetime
from functools import cache
from importlib.metadata import version
from typing import cast

from kiosk import journal
from kiosk.devices.printer.ticket import Ticket
from kiosk.faults import Faults
from kiosk.lock import Lock
from kiosk.parts import Parts
from kiosk.session.conductor import Conductor
from kiosk.session.events import Broken, Event, Tick, Touched
from kiosk.session.intents import Intent
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from kiosk.settings import Settings
from kiosk.tickets.rights_attestation import rights_attestation
from kiosk.ui.presenter.present import present
from kiosk.ui.runtime import build_window
from teleservices.logbook import Logbook
from teleservices.texts.catalogue import LANGUAGES, Texts, read
from teleservices.wire.rights import RightsAttestation

EXIT_BROKEN = 70
"""sysexits' EX_SOFTWARE: a fault came back while the last one was being put right."""
EXIT_BUSY = 75
"""sysexits' EX_TEMPFAIL: this terminal's application runs already."""


class App:
    """The running terminal: window, session and parts, on the Qt thread.

    Args:
        settings: of this terminal.
        logbook: where events are written.
    """

    def __init__(self, settings: Settings, logbook: Logbook) -> None:
        self._settings = settings
        self._logbook = logbook
        self._rules = Rules(attestation=_printed, timings=settings.timings, languages=LANGUAGES)
        self._faults = Faults(logbook, lambda: self._window.bridge.post(Broken()), self._give_up)
        self._exit = 0

    def run(self) -> int:
        """Show the first screen, start the parts once it is seen, run until SIGTERM or SIGINT; the exit status."""
        with self._faults:
            self._compose()
            for signum in (signal.SIGTERM, signal.SIGINT):
                # Python runs the handler at the next tick: Qt's loop does not know of signals.
                signal.signal(signum, lambda *_: self._window.quit())
            self._window.when_shown(self._on_first_frame)
            self._show(self._conductor.situation)
            self._window.run()
            self._parts.stop()
        return self._exit

    def _compose(self) -> None:
        settings = self._settings
        self._window = build_window(settings.cabinet, self._on_intent, self._on_qt_message)
        bridge = self._window.bridge
        self._parts = Parts(settings, bridge.post, self._logbook)
        self._conductor = Conductor(
            rules=self._rules,
            printer=self._parts.printer,
            link=self._parts.link,
            logbook=self._logbook,
            clock=time.monotonic,
            shown=self._show,
        )
        bridge.listen(self._on_event, self._on_tick)

    def _on_first_frame(self) -> None:
        self._logbook.record(journal.FIRST_FRAME)
        self._parts.start()

    def _on_event(self, event: object) -> None:
        # The parts and this class are all that post, and they post nothing else.
        self._conductor.handle(cast("Event", event))
        if isinstance(event, Broken):
            self._faults.mended()

    def _on_tick(self) -> None:
        self._conductor.handle(Tick())
        if self._conductor.situation.attention.warned_at is not None:
            self._show(self._conductor.situation)

    def _on_intent(self, intent: Intent) -> None:
        self._conductor.handle(Touched(intent))

    def _show(self, situation: Situation) -> None:
        preferences = situation.preferences
        scale = self._rules.text_scales[preferences.text_step]
        self._window.set_appearance(scale, contrasted=preferences.contrast)
        self._window.show_screen(present(situation, _texts(preferences.language), self._rules, time.monotonic()))

    def _give_up(self) -> None:
        # From whichever thread: the signal's handler runs on the Qt thread, and systemd starts us afresh. Before the
        # window is there the handler is Python's own, which ends the process as surely.
        self._exit = EXIT_BROKEN
        signal.raise_signal(signal.SIGTERM)

    def _on_qt_message(self, severity: str, text: str) -> None:
        self._logbook.record(journal.QT_MESSAGE, severity=severity, where=_place(text))


def _place(message: str) -> str:
    """The file and line of a message of QML: its words could quote what is on the screen."""
    found = re.search(r"[\w.-]+\.qml:\d+", message)
    return found[0] if found else "qt"


@cache
def _texts(language: str) -> Texts:
    return read(language)


def _printed(attestation: RightsAttestation) -> Ticket:
    return rights_attestation(attestation, _texts(LANGUAGES[0]), datetime.now().astimezone())


def run(settings: Settings) -> int:
    """Run the terminal until it is told to stop; the exit status."""
    # A core would hold whatever the person in front of the terminal had just shown us.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logbook = journal.to_stderr()
    with Lock(settings.state) as lock:
        if not lock.held:
            logbook.record(journal.ALREADY_RUNNING)
            return EXIT_BUSY
        logbook.record(journal.STARTED, version=version("borne-multiservices"), cabinet=settings.cabinet.name)
        status = App(settings, logbook).run()
        logbook.record(journal.STOPPED)
        return status
