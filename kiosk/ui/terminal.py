"""The view model: the screen being shown, as typed properties that QML binds to."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.session.intents import AnotherCheck, Back, ChooseLanguage, Continue, Intent, Leave, Listen, Submit
from kiosk.ui.rows import ButtonRow, EntryRow, LineRow, NoticeRow, OptionRow, ParagraphRow, TileRow
from kiosk.ui.rows_model import RowsModel
from kiosk.ui.screen import Action, Screen, ScreenKind
from kiosk.ui.shown import ScreenShown, changed_fields
from kiosk.ui.touches import Touches

QML_IMPORT_NAME = "Borne.Bridge"
QML_IMPORT_MAJOR_VERSION = 1

Values = tuple[tuple[str, str], ...]
"""What stands in each field, by its id."""
_OF_PICTURE = (Listen, AnotherCheck)
_OF_FORM = (Submit, Continue, Back, Leave)


def _speaks(action: Action, language: str) -> bool:
    return isinstance(action.intent, ChooseLanguage) and action.intent.language == language


@QmlElement
@QmlSingleton
class Terminal(QObject):
    """One per window, made by the QML engine. Python calls ``attach`` and ``show``, QML calls ``touch``.

    Only what changed is notified: a progress bar moves without its page being built again.
    """

    name_changed = Signal()
    kind_changed = Signal()
    step_changed = Signal()
    title_changed = Signal()
    lead_changed = Signal()
    tone_changed = Signal()
    drawing_changed = Signal()
    progress_changed = Signal()
    multiple_changed = Signal()
    offers_changed = Signal()
    columns_changed = Signal()
    ranks_changed = Signal()
    touched_changed = Signal()
    plate_changed = Signal()
    workshop_changed = Signal()
    who_changed = Signal()
    help_changed = Signal()
    earlier_changed = Signal()
    later_changed = Signal()
    spelt_changed = Signal()
    spelt_label_changed = Signal()
    spelt_spoken_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = ScreenShown()
        self._touches = Touches()
        self._on_intent: Callable[[Intent], None] | None = None
        self._clock: Callable[[], float] = time.monotonic
        self._typed: Callable[[], Values] = tuple
        self._put_aside: Callable[[], Values] = tuple
        self._tiles = RowsModel(TileRow, self)
        self._options = RowsModel(OptionRow, self)
        self._lines = RowsModel(LineRow, self)
        self._entries = RowsModel(EntryRow, self)
        self._paragraphs = RowsModel(ParagraphRow, self)
        self._notices = RowsModel(NoticeRow, self)
        self._actions = RowsModel(ButtonRow, self)
        self._beside = RowsModel(ButtonRow, self)
        self._ways = RowsModel(ButtonRow, self)
        self._leave = RowsModel(ButtonRow, self)
        self._languages = RowsModel(ButtonRow, self)
        self._sizes = RowsModel(ButtonRow, self)
        self._contrast = RowsModel(ButtonRow, self)

    def attach(
        self,
        on_intent: Callable[[Intent], None],
        clock: Callable[[], float],
        *,
        typed: Callable[[], Values],
        put_aside: Callable[[], Values],
    ) -> None:
        """Say who takes the intents, on the Qt thread; ``clock`` gives seconds that only ever grow, ``typed`` what
        stands in each field, ``put_aside`` what of it somebody finds again who goes back.
        """
        self._on_intent = on_intent
        self._clock = clock
        self._typed = typed
        self._put_aside = put_aside

    def show(self, screen: Screen) -> None:
        """Show ``screen``, but for its warning (``Alert``). On the Qt thread only."""
        self._touches.offer(screen)
        self._assign_chrome(screen)
        self._assign_content(screen)
        old, self._shown = self._shown, ScreenShown.of(screen)
        for name in changed_fields(old, self._shown):
            getattr(self, f"{name}_changed").emit()

    def _assign_chrome(self, screen: Screen) -> None:
        chrome = screen.chrome
        sizes = (chrome.text_smaller, chrome.text_larger)
        self._leave.assign([] if chrome.leave is None else [ButtonRow.of(chrome.leave)])
        self._languages.assign([ButtonRow.of(a, picked=_speaks(a, chrome.language)) for a in chrome.languages])
        self._sizes.assign([ButtonRow.of(action) for action in sizes if action is not None])
        self._contrast.assign([ButtonRow.of(chrome.contrast)])

    def _assign_content(self, screen: Screen) -> None:
        self._notices.assign([NoticeRow.of(notice) for notice in screen.notices])
        self._tiles.assign(TileRow.grouped(screen.tiles))
        self._options.assign([OptionRow.of(option) for option in screen.options])
        self._lines.assign([LineRow.of(line) for line in screen.lines])
        self._entries.assign([EntryRow.of(entry) for entry in screen.entries])
        self._paragraphs.assign([ParagraphRow("", paragraph) for paragraph in screen.paragraphs])
        form = screen.kind is ScreenKind.FORM
        beside = [one for one in screen.actions if form and isinstance(one.intent, _OF_PICTURE)]
        ways = [one for one in screen.actions if form and not isinstance(one.intent, (*_OF_PICTURE, *_OF_FORM))]
        self._beside.assign([ButtonRow.of(one) for one in beside])
        self._ways.assign([ButtonRow.of(one) for one in ways])
        self._actions.assign([ButtonRow.of(one) for one in screen.actions if one not in (*beside, *ways)])

    @Slot(str)
    def touch(self, key: str) -> None:
        """A button was released under a finger, or pressed by a key. A stale, unknown or doubled one does nothing."""
        intent = self._touches.take(key, self._clock())
        if isinstance(intent, Submit):
            intent = Submit(self._typed())
        elif isinstance(intent, Back):
            intent = Back(self._put_aside())
        if intent is not None and self._on_intent is not None:
            self._on_intent(intent)

    def submit(self) -> None:
        """Enter was pressed in a form: as if its main button had been touched."""
        self.touch(self._touches.submit)

    @Property(str, notify=name_changed)
    def name(self) -> str:
        """The screen's id, without personal data."""
        return self._shown.name

    @Property(str, notify=kind_changed)
    def kind(self) -> str:
        """Which page draws it: a value of ``ScreenKind``."""
        return self._shown.kind

    @Property(str, notify=step_changed)
    def step(self) -> str:
        """Small text above the title, or empty."""
        return self._shown.step

    @Property(str, notify=title_changed)
    def title(self) -> str:
        """The heading."""
        return self._shown.title

    @Property(str, notify=lead_changed)
    def lead(self) -> str:
        """One or two sentences below the heading, or empty."""
        return self._shown.lead

    @Property(str, notify=tone_changed)
    def tone(self) -> str:
        """A value of ``Tone``."""
        return self._shown.tone

    @Property(str, notify=drawing_changed)
    def drawing(self) -> str:
        """A value of ``Drawing``."""
        return self._shown.drawing

    @Property(float, notify=progress_changed)
    def progress(self) -> float:
        """0 to 1, or −1 when it cannot be known."""
        return self._shown.progress

    @Property(bool, notify=multiple_changed)
    def multiple(self) -> bool:
        """Whether several options may be ticked."""
        return self._shown.multiple

    @Property(int, notify=offers_changed)
    def offers(self) -> int:
        """How many tiles the menu has."""
        return self._shown.offers

    @Property(int, notify=columns_changed)
    def columns(self) -> int:
        """Of the test of the touch panel: how many cells a row has."""
        return self._shown.columns

    @Property(int, notify=ranks_changed)
    def ranks(self) -> int:
        """Of the test of the touch panel: how many rows there are."""
        return self._shown.ranks

    @Property(str, notify=touched_changed)
    def touched(self) -> str:
        """Of the test of the touch panel: a sign for each cell, 1 where a finger was."""
        return self._shown.touched

    @Property(str, notify=plate_changed)
    def plate(self) -> str:
        """Of the test of the screen: what fills the window."""
        return self._shown.plate

    @Property(bool, notify=workshop_changed)
    def workshop(self) -> bool:
        """Whether a technician is at work."""
        return self._shown.workshop

    @Property(str, notify=who_changed)
    def who(self) -> str:
        """Whose visit it is, or empty."""
        return self._shown.who

    @Property(str, notify=help_changed)
    def help(self) -> str:
        """Where a person finds a person."""
        return self._shown.help

    @Property(str, notify=earlier_changed)
    def earlier(self) -> str:
        """Name of the button that pages up."""
        return self._shown.earlier

    @Property(str, notify=later_changed)
    def later(self) -> str:
        """Name of the button that pages down."""
        return self._shown.later

    @Property(str, notify=spelt_changed)
    def spelt(self) -> str:
        """What is to be copied by hand, or empty."""
        return self._shown.spelt

    @Property(str, notify=spelt_label_changed)
    def spelt_label(self) -> str:
        """What it is."""
        return self._shown.spelt_label

    @Property(str, notify=spelt_spoken_changed)
    def spelt_spoken(self) -> str:
        """It, aloud."""
        return self._shown.spelt_spoken

    @Property(QObject, constant=True)
    def tiles(self) -> QObject:
        """Rows of ``TileRow``."""
        return self._tiles

    @Property(QObject, constant=True)
    def options(self) -> QObject:
        """Rows of ``OptionRow``."""
        return self._options

    @Property(QObject, constant=True)
    def lines(self) -> QObject:
        """Rows of ``LineRow``."""
        return self._lines

    @Property(QObject, constant=True)
    def entries(self) -> QObject:
        """Rows of ``EntryRow``."""
        return self._entries

    @Property(QObject, constant=True)
    def paragraphs(self) -> QObject:
        """Rows of ``ParagraphRow``."""
        return self._paragraphs

    @Property(QObject, constant=True)
    def notices(self) -> QObject:
        """Rows of ``NoticeRow``."""
        return self._notices

    @Property(QObject, constant=True)
    def actions(self) -> QObject:
        """Rows of ``ButtonRow``."""
        return self._actions

    @Property(QObject, constant=True)
    def beside(self) -> QObject:
        """Rows of ``ButtonRow``: what can be done with the picture of a form."""
        return self._beside

    @Property(QObject, constant=True)
    def ways(self) -> QObject:
        """Rows of ``ButtonRow``: ways out of a form that belong to its fields (« Mot de passe oublié ? »)."""
        return self._ways

    @Property(QObject, constant=True)
    def leave(self) -> QObject:
        """Rows of ``ButtonRow``."""
        return self._leave

    @Property(QObject, constant=True)
    def languages(self) -> QObject:
        """Rows of ``ButtonRow``."""
        return self._languages

    @Property(QObject, constant=True)
    def sizes(self) -> QObject:
        """Rows of ``ButtonRow``."""
        return self._sizes

    @Property(QObject, constant=True)
    def contrast(self) -> QObject:
        """Rows of ``ButtonRow``."""
        return self._contrast
