"""What Qt has to say (a font that does not load, an error in QML) goes to our log instead of the console."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLoggingCategory, QMessageLogContext, QtMsgType, qInstallMessageHandler

OnMessage = Callable[[str, str], None]

_SEVERITIES = {
    QtMsgType.QtDebugMsg: "debug",
    QtMsgType.QtInfoMsg: "info",
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "error",
    QtMsgType.QtFatalMsg: "error",
}


# A screen reader may ask after a control that has just gone with its page: it comes too late, and nothing is wrong.
_UNHEARD = "qt.accessibility.atspi.warning=false"


def redirect_messages(on_message: OnMessage) -> None:
    """Give every message of Qt to ``on_message(severity, text)``, from whichever thread it comes.

    Args:
        on_message: takes ``debug``, ``info``, ``warning`` or ``error``, and the text with the place in QML when known.
    """

    def handle(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        del context
        on_message(_SEVERITIES[kind], text)

    QLoggingCategory.setFilterRules(_UNHEARD)
    qInstallMessageHandler(handle)
