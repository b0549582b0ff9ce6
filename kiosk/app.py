"""The composition root: the only place that knows every part."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from kiosk import journal
from kiosk.faults import Faults
from kiosk.lock import Lock
from kiosk.maintenance.measuring import supervision
from kiosk.maintenance.surface import Surface
from kiosk.session.intents import Stay
from kiosk.session.rules import Rules
from kiosk.session.situation import at_start
from kiosk.session.states import OutOfService, visit_of
from kiosk.supervision.health import Condition
from kiosk.supervision.process import keep_memory_private
from kiosk.ui.presenter.present import present
from kiosk.ui.runtime import build_window
from kiosk.workshop import workshop_of
from teleservices.places.places import Places
from teleservices.texts.catalogue import LANGUAGES, Texts, read

if TYPE_CHECKING:
    # Only what the first picture needs is imported before it.
    from kiosk.devices.printer.ticket import Ticket
    from kiosk.session.intents import Intent
    from kiosk.session.situation import Situation
    from kiosk.settings import Settings
    from kiosk.supervision.notify import Notifier
    from kiosk.supervision.watch import Watch
    from kiosk.tickets.receipt import Receipt
    from kiosk.work import Work
    from teleservices.flow.model import Place
    from teleservices.logbook import Logbook
    from teleservices.places.suggestion import Suggestion
    from teleservices.wire.rights import RightsAttestation


class App:
    """The running terminal: window, session and parts, on the Qt thread.

    Args:
        settings: of this terminal.
        logbook: where events are written.
    """

    def __init__(self, settings: Settings, logbook: Logbook) -> None:
        self._settings = settings
        self._logbook = logbook
        self._places = Places()
        self._places_read = threading.Event()
        self._rules = Rules(
            attestation=_printed,
            receipt=_receipted,
            places=self._places,
            workshop=workshop_of(settings, _texts),
            local_time=lambda: datetime.now().astimezone(),
            timings=settings.timings,
            languages=LANGUAGES,
        )
        self._faults = Faults(logbook, self._mend, self._give_up)
        # Before systemd's variables are taken out of the environment.
        self._surface = Surface(supervision(os.environ))
        self._work: Work | None = None
        self._watch: Watch | None = None
        self._exit = 0

    def run(self) -> int:
        """Show the first screen, start the work once it is seen, run until told to stop; the exit status."""
        with self._faults:
            self._window = build_window(
                self._settings.cabinet,
                self._settings.keyboards,
                self._on_intent,
                self._on_qt_message,
                on_typing=lambda: self._on_intent(Stay()),
                suggest=self._suggest,
            )
            # SIGURG is how systemd stops the terminal without cage, which ignores it, ending first.
            for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGURG):
                # Python runs the handler at the next tick: Qt's loop does not know of signals.
                signal.signal(signum, lambda *_: self._window.quit())
            self._window.when_shown(self._on_first_frame)
            self._show(at_start(time.monotonic()))
            self._window.run()
            if self._watch is not None:
                self._watch.stopping()
            if self._work is not None:
                self._work.stop()
        return self._exit

    def _on_first_frame(self) -> None:
        self._logbook.record(journal.FIRST_FRAME)
        self._surface.pixels = self._window.screen_px
        # Lists and dates both need it: of two threads that import it at once, one can find it half made.
        import_module("babel.dates")
        threading.Thread(target=self._read_places, name="places", daemon=True).start()
        from kiosk.supervision.notify import Notifier
        from kiosk.work import Work

        # Before any part can start a program that would inherit systemd's variables.
        notifier = Notifier(os.environ)
        self._work = Work(
            self._settings,
            self._rules,
            self._window.bridge,
            self._logbook,
            self._surface,
            show=self._show,
            mended=self._faults.mended,
        )
        self._be_watched(notifier)

    def _be_watched(self, notifier: Notifier) -> None:
        """Only now: the picture is on the screen and the parts have been started."""
        from importlib.metadata import version

        from kiosk.supervision.health import HealthFile
        from kiosk.supervision.watch import Watch
        from kiosk.ui.heartbeat import Heartbeat

        running = version("borne-multiservices")
        health = HealthFile(self._settings.runtime, running, lambda: datetime.now(UTC))
        self._watch = Watch(notifier, health, running, Condition(ok=True, visit=False))
        self._watch.ready()
        self._heartbeat = Heartbeat(self._watch.beat, notifier.watchdog_s)

    def _read_places(self) -> None:
        # The lists are read off the Qt thread, before anybody can have come to a page that needs them.
        self._places.load()
        self._places_read.set()

    def _suggest(self, place: Place, typed: str, limit: int, language: str) -> tuple[Suggestion, ...]:
        return self._places.suggest(place, typed, limit, language) if self._places_read.is_set() else ()

    def _on_intent(self, intent: Intent) -> None:
        if self._work is not None:
            self._work.touched(intent)

    def _show(self, situation: Situation) -> None:
        preferences = situation.preferences
        scale = self._rules.text_scales[preferences.text_step]
        self._window.set_appearance(scale, contrasted=preferences.contrast)
        screen = present(situation, _texts(preferences.language), self._rules, time.monotonic())
        self._window.show_screen(screen)
        self._surface.screen = screen.id
        self._surface.visit = visit_of(situation.state) is not None
        if self._watch is not None:
            self._watch.drawn(_condition(situation))

    def _mend(self) -> None:
        if self._work is None:
            # No session yet that could wipe itself.
            self._give_up()
        else:
            self._work.mend()

    def _give_up(self) -> None:
        # From whichever thread: the signal's handler runs on the Qt thread, and systemd starts us afresh. Before the
        # window is there the handler is Python's own, which ends the process as surely.
        self._exit = os.EX_SOFTWARE
        signal.raise_signal(signal.SIGTERM)

    def _on_qt_message(self, severity: str, text: str) -> None:
        self._logbook.record(journal.QT_MESSAGE, severity=severity, where=_place(text))


def _condition(situation: Situation) -> Condition:
    state = situation.state
    return Condition(ok=not isinstance(state, OutOfService), visit=visit_of(state) is not None)


def _place(message: str) -> str:
    """The file and line of a message of QML: its words could quote what is on the screen."""
    found = re.search(r"[\w.-]+\.qml:\d+", message)
    return found[0] if found else "qt"


@cache
def _texts(language: str) -> Texts:
    return read(language)


def _printed(attestation: RightsAttestation) -> Ticket:
    from kiosk.tickets.rights_attestation import rights_attestation

    return rights_attestation(attestation, _texts(LANGUAGES[0]), datetime.now().astimezone())


def _receipted(kept: Receipt) -> Ticket:
    from kiosk.tickets.receipt import receipt

    return receipt(kept, _texts(kept.language), datetime.now().astimezone().tzinfo or UTC)


def run(settings: Settings) -> int:
    """Run the terminal until it is told to stop; the exit status."""
    # A device's thread waits this long for its turn while a page is built: Python's own 5 ms is several status
    # questions of the printer.
    sys.setswitchinterval(0.0005)
    keep_memory_private()
    logbook = journal.to_stderr()
    with Lock(settings.state) as lock:
        if not lock.held:
            logbook.record(journal.ALREADY_RUNNING)
            return os.EX_TEMPFAIL
        logbook.record(journal.STARTED, cabinet=settings.cabinet.name)
        status = App(settings, logbook).run()
        logbook.record(journal.STOPPED)
        return status
