"""What QML shows besides lists, as flat values: compared field by field, so that only what changed is notified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from kiosk.ui.screen import Cells, Drawing, IdleWarning, Screen, ScreenKind, Spelt, Tone


@dataclass(frozen=True)
class ScreenShown:
    """A screen's single values. ``progress`` is −1 when it cannot be known; ``name`` is the screen's id,
    ``offers`` the number of tiles; ``touched`` has a sign for each cell, 1 where a finger was.
    """

    name: str = ""
    kind: str = ScreenKind.WAIT.value
    step: str = ""
    title: str = ""
    lead: str = ""
    tone: str = Tone.INFO.value
    drawing: str = Drawing.NONE.value
    progress: float = -1.0
    multiple: bool = False
    offers: int = 0
    columns: int = 0
    ranks: int = 0
    touched: str = ""
    plate: str = ""
    workshop: bool = False
    who: str = ""
    help: str = ""
    earlier: str = ""
    later: str = ""
    spelt: str = ""
    spelt_label: str = ""
    spelt_spoken: str = ""

    @classmethod
    def of(cls, screen: Screen) -> ScreenShown:
        """The values of ``screen``."""
        spelt = screen.spelt or Spelt("", "", "")
        cells = screen.cells or Cells(0, 0, frozenset())
        return cls(
            name=screen.id,
            kind=screen.kind.value,
            step=screen.step,
            title=screen.title,
            lead=screen.lead,
            tone=screen.tone.value,
            drawing=screen.drawing.value,
            progress=-1.0 if screen.progress is None else min(1.0, max(0.0, screen.progress)),
            multiple=screen.multiple,
            offers=len(screen.tiles),
            columns=cells.columns,
            ranks=cells.rows,
            touched="".join("1" if cell in cells.touched else "0" for cell in range(cells.columns * cells.rows)),
            plate=screen.plate,
            workshop=screen.chrome.workshop,
            who=screen.chrome.who,
            help=screen.chrome.help,
            earlier=screen.chrome.page_up,
            later=screen.chrome.page_down,
            spelt=spelt.shown,
            spelt_label=spelt.label,
            spelt_spoken=spelt.spoken,
        )


@dataclass(frozen=True)
class AlertShown:
    """The idle warning's values; not ``shown`` when there is none. ``total`` is never 0."""

    shown: bool = False
    title: str = ""
    lead: str = ""
    remaining: int = 0
    total: int = 1

    @classmethod
    def of(cls, warning: IdleWarning | None) -> AlertShown:
        """The values of ``warning``."""
        if warning is None:
            return cls()
        return cls(
            shown=True,
            title=warning.title,
            lead=warning.lead,
            remaining=max(0, warning.seconds_left),
            total=max(1, warning.seconds_total),
        )


def changed_fields(old: ScreenShown | AlertShown, new: ScreenShown | AlertShown) -> Iterator[str]:
    """Names of the fields whose value differs."""
    for field in fields(new):
        if getattr(old, field.name) != getattr(new, field.name):
            yield field.name
