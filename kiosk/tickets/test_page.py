"""The paper that helps a technician to judge the printer: each part says what to look at.

Nothing on it is personal, and it binds nobody.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.devices.printer.ticket import (
    Align,
    Bar,
    Block,
    Cut,
    Heading,
    KeyValue,
    Paragraph,
    QrCode,
    Rule,
    Space,
    Ticket,
    Title,
)
from teleservices.texts.catalogue import Texts
from teleservices.texts.formats import clock_time, short_date

KIND = "test_page"
_COLUMNS = 48
"""Of font A over 72 mm: what the ruler is made for."""
_TICK = 5
_SIGNS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "àâäæçéèêëîïôöœùûüÿ",
    "ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ",
    "«»’…–—€£§°²%&@#*+=/!?",
)


def test_page(terminal: str, at: datetime, texts: Texts) -> Ticket:
    """Compose the test ticket.

    Args:
        terminal: its name, empty while it is not enrolled.
        at: now, in the terminal's own zone.
        texts: of the technician's language.
    """
    when = texts.t("test_page.at", date=short_date(at.date()), time=clock_time(at.time(), texts.language))
    return Ticket(
        KIND,
        (
            Title(texts.t("test_page.title")),
            KeyValue(texts.t("test_page.terminal"), terminal or texts.t("readiness.no_name")),
            KeyValue(texts.t("test_page.printed"), when),
            *_part(texts, "ruler", Paragraph(_ruler()), Paragraph(_ticks())),
            *_part(texts, "signs", *(Paragraph(signs, Align.CENTRE) for signs in _SIGNS)),
            *_part(texts, "black", Bar(4), Space(), Bar(1), Space(), Paragraph("#" * _COLUMNS, bold=True)),
            *_part(texts, "sizes", *_sizes(texts)),
            Rule(),
            Paragraph(texts.t("test_page.code"), Align.CENTRE),
            QrCode(f"{KIND}:{terminal}:{at.isoformat(timespec='seconds')}"),
            Rule(),
            Paragraph(texts.t("test_page.cut")),
            Cut(),
        ),
    )


def _part(texts: Texts, name: str, *blocks: Block) -> tuple[Block, ...]:
    return (
        Rule(),
        Heading(texts.t(f"test_page.{name}")),
        *blocks,
        Paragraph(texts.t(f"test_page.{name}.look")),
    )


def _sizes(texts: Texts) -> tuple[Block, ...]:
    line = texts.t("test_page.sizes.line")
    return (Paragraph(line), Paragraph(line, bold=True), KeyValue(line, "1234"), Title("1234"))


def _ruler() -> str:
    """A mark at each fifth sign, a taller one at each tenth."""
    marks = {0: "|", _TICK: "+"}
    return "".join(marks.get(place % (2 * _TICK), "-") for place in range(1, _COLUMNS)) + "|"


def _ticks() -> str:
    """The numbers of the tenth signs, below them."""
    numbers = "".join(str(place).rjust(2 * _TICK, ".") for place in range(2 * _TICK, _COLUMNS + 1, 2 * _TICK))
    return numbers.ljust(_COLUMNS, ".")
