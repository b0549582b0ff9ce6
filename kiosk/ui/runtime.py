"""Qt's runtime: one application, one engine, one window."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.session.intents import Intent, Knock
from kiosk.ui.alert import Alert
from kiosk.ui.appearance import Appearance
from kiosk.ui.bridge import Bridge
from kiosk.ui.environment import clean_environment
from kiosk.ui.form import Form
from kiosk.ui.glyphs import Glyphs
from kiosk.ui.input_filter import InputFilter
from kiosk.ui.key_panel import KeyPanel
from kiosk.ui.keyboard.reading import Layouts
from kiosk.ui.later import Later, later
from kiosk.ui.messages import OnMessage, redirect_messages
from kiosk.ui.screen import Screen
from kiosk.ui.sizes import Cabinet
from kiosk.ui.stage import Stage
from kiosk.ui.suggestions import Suggest, Suggestions, suggest_nothing
from kiosk.ui.terminal import Terminal
from kiosk.ui.touch_watch import TouchWatch

Clock = Callable[[], float]
TYPING_S = 5.0
"""While somebody types, ``on_typing`` hears of it so often."""
_HERE = Path(__file__).parent
# Glyphs is used by QML alone: it must be imported to be registered.
_REGISTERED = (Alert, Appearance, Form, Glyphs, KeyPanel, Stage, Suggestions, Terminal)
_Singleton = TypeVar("_Singleton", bound=QObject)


class KioskWindow:
    """The terminal's window; made by ``build_window``. Every call is made on the Qt thread, but for ``bridge.post``."""

    def __init__(
        self,
        application: QGuiApplication,
        cabinet: Cabinet,
        layouts: Layouts,
        *,
        on_intent: Callable[[Intent], None],
        on_typing: Callable[[], None],
        clock: Clock,
        wait: Later,
        suggest: Suggest,
    ) -> None:
        self.bridge = Bridge()
        self._application = application
        self._cabinet = cabinet
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(_HERE / "qml")
        self._appearance, self._terminal, self._alert, self._stage, self._form, self._keys, self._suggestions = (
            self._singleton(Appearance),
            self._singleton(Terminal),
            self._singleton(Alert),
            self._singleton(Stage),
            self._singleton(Form),
            self._singleton(KeyPanel),
            self._singleton(Suggestions),
        )
        self._appearance.fit(cabinet)
        self._form.attach(wait)
        self._suggestions.attach(self._form, suggest, wait, on_intent)
        self._on_typing, self._clock, self._typed_at = on_typing, clock, float("-inf")
        self._form.edited.connect(self._tell_typing)
        self._keys.struck.connect(self._tell_typing)
        self._touches = TouchWatch(cabinet, lambda: on_intent(Knock()), clock)
        self._filter = InputFilter(self._form, self._terminal.submit, self._touches, clock)
        self._keys.attach(self._form, layouts, self._filter.pressed_at, self._appearance.is_accessible)
        self._terminal.attach(on_intent, clock, typed=self._form.send, put_aside=self._form.put_aside)
        self._engine.loadFromModule("Borne.Screens", "Main")
        self._window = self._root()
        self._window.installEventFilter(self._filter)

    @property
    def window(self) -> QQuickWindow:
        """Qt's window, for pictures and for touches in tests."""
        return self._window

    @property
    def screen_px(self) -> tuple[int, int]:
        """Width and height of the real screen, in its own pixels."""
        screen = self.window.screen()
        size, ratio = screen.size(), screen.devicePixelRatio()
        return round(size.width() * ratio), round(size.height() * ratio)

    def show_screen(self, screen: Screen) -> None:
        """Show ``screen``; the first one opens the window."""
        self._form.show(screen)
        self._suggestions.show(screen)
        self._keys.show(screen)
        self._terminal.show(screen)
        self._touches.allow(allowed=screen.hidden_door and screen.warning is None)
        self._alert.show(screen.warning)
        if not self._window.isVisible():
            self._open()

    def set_appearance(self, scale: float, *, contrasted: bool) -> None:
        """Texts ``scale`` times as large (1.0 to 2.0), and the high-contrast theme or the ordinary one."""
        self._appearance.choose(scale, contrasted=contrasted)

    def when_shown(self, on_shown: Callable[[], None]) -> None:
        """Call ``on_shown`` once, when the first frame has been handed to the display."""
        self._stage.when_drawn(on_shown)

    def run(self) -> int:
        """Run until ``quit``; the exit status."""
        return self._application.exec()

    def quit(self) -> None:
        """Close for good: the only way a window closes."""
        self.bridge.close()
        self._stage.let_close()
        self._window.close()
        self._application.quit()

    def dispose(self) -> None:
        """Free everything but the application, so that a test can build another window in the same process."""
        self.quit()
        self._window.removeEventFilter(self._filter)
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()

    def _tell_typing(self) -> None:
        # Not at each key: what hears of it may draw the whole screen again.
        if self._clock() - self._typed_at >= TYPING_S:
            self._typed_at = self._clock()
            self._on_typing()

    def _open(self) -> None:
        size = self._application.primaryScreen().size()
        if (size.width(), size.height()) == (self._cabinet.width_px, self._cabinet.height_px):
            self._application.setOverrideCursor(Qt.CursorShape.BlankCursor)
            self._window.showFullScreen()
        else:
            self._window.show()

    def _singleton(self, kind: type[_Singleton]) -> _Singleton:
        made = self._engine.singletonInstance("Borne.Bridge", kind.__name__)
        if kind not in _REGISTERED or not isinstance(made, kind):
            raise TypeError(f"{kind.__name__} is not registered with QML")
        return made

    def _root(self) -> QQuickWindow:
        for root in self._engine.rootObjects():
            if isinstance(root, QQuickWindow):
                return root
        raise RuntimeError("the screens' QML did not load; see the messages of Qt")


def build_window(
    cabinet: Cabinet,
    layouts: Layouts,
    on_intent: Callable[[Intent], None],
    on_message: OnMessage,
    *,
    on_typing: Callable[[], None] = lambda: None,
    clock: Clock = time.monotonic,
    wait: Later = later,
    suggest: Suggest = suggest_nothing,
) -> KioskWindow:
    """Start Qt and load the screens; nothing is visible before the first ``show_screen``.

    Args:
        cabinet: the screen everything is sized for.
        layouts: the keyboard of each kind of field.
        on_intent: called on the Qt thread with what the person asks.
        on_message: ``(severity, text)`` for each message of Qt, from any thread.
        on_typing: called on the Qt thread, now and then, while somebody types: they are still there.
        clock: seconds that only ever grow; tells a double touch on a button from two touches.
        wait: hides a revealed field in time, and puts a search off until the sign typed is drawn.
        suggest: looks for places while one is typed.

    Raises:
        RuntimeError: the QML does not load. A bug or a damaged installation; the messages say what.
    """
    redirect_messages(on_message)
    application = QCoreApplication.instance()
    if not isinstance(application, QGuiApplication):
        clean_environment(os.environ)
        # No sys.argv: Qt's own options are not for whoever starts the terminal.
        application = QGuiApplication([])
        # Names the directory of the QML cache too.
        application.setApplicationName("kiosk")
        application.setQuitOnLastWindowClosed(False)
    for font in sorted((_HERE / "fonts").glob("*.woff2")):
        QFontDatabase.addApplicationFont(str(font))
    QAccessible.setActive(True)
    return KioskWindow(
        application,
        cabinet,
        layouts,
        on_intent=on_intent,
        on_typing=on_typing,
        clock=clock,
        wait=wait,
        suggest=suggest,
    )
