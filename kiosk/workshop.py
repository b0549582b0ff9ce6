"""What the maintenance menu is given of this terminal, put together by the composition root."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from kiosk.session.rules import Workshop
from teleservices.texts.catalogue import LANGUAGES, Texts

if TYPE_CHECKING:
    # Papers are made long after the first picture, which waits for nothing of theirs.
    from kiosk.devices.printer.ticket import Ticket
    from kiosk.maintenance.findings import Survey
    from kiosk.settings import Settings
    from kiosk.ui.sizes import Cabinet

_CELL_MM = 26.0
"""Of the test of the touch panel: a finger's width, and a little."""
_PAGE = "/technician"


def workshop_of(settings: Settings, texts: Callable[[str], Texts]) -> Workshop:
    """Of the terminal with these settings.

    Args:
        settings: of this terminal.
        texts: of a language.
    """
    # Technicians' papers are in French, like every paper that stays.
    french = LANGUAGES[0]

    def test_page() -> Ticket:
        from kiosk.sync.identity import Identity, load
        from kiosk.tickets.test_page import test_page

        who = load(settings.state)
        name = who.terminal if isinstance(who, Identity) else ""
        return test_page(name, datetime.now().astimezone(), texts(french))

    def readiness(survey: Survey) -> Ticket:
        from kiosk.tickets.readiness import readiness

        return readiness(survey, texts(french), datetime.now().astimezone().tzinfo or UTC)

    return Workshop(
        test_page=test_page,
        readiness=readiness,
        sms=lambda: texts(french).t("sms.test"),
        page=settings.link.base_url + _PAGE,
        cabinet=settings.cabinet.name,
        models=settings.models,
        software=cache(lambda: _software(settings.cabinet)),
        grid=grid_of(settings.cabinet),
        production=settings.production,
        modem=settings.modem is not None,
    )


def grid_of(cabinet: Cabinet) -> tuple[int, int]:
    """Columns and rows of the test of the touch panel: cells of ``_CELL_MM`` at least, over the whole surface."""
    return int(cabinet.width_mm // _CELL_MM), int(cabinet.height_mm // _CELL_MM)


def _software(cabinet: Cabinet) -> tuple[tuple[str, str], ...]:
    return (
        ("version", version("borne-multiservices")),
        ("cabinet", cabinet.name),
        ("python", platform.python_version()),
        ("qt", version("PySide6-Essentials")),
        ("system", _system()),
    )


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
