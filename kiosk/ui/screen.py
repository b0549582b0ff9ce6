"""What the window shows, as data: the presenter makes it, QML draws it, and neither knows the other's trade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.session.intents import Intent
from teleservices.alphabets import FieldKind
from teleservices.flow.model import Place
from teleservices.password import PasswordRule


class ScreenKind(StrEnum):
    """One QML screen per kind."""

    WELCOME = "welcome"
    WAIT = "wait"
    MENU = "menu"
    SUMMARY = "summary"
    CHOICE = "choice"
    FORM = "form"
    LIST = "list"
    READING = "reading"
    MESSAGE = "message"
    TOOLS = "tools"
    TOUCH = "touch"
    PLATE = "plate"


class Drawing(StrEnum):
    """What is better seen than read."""

    NONE = ""
    CARD_IN = "card-in"
    CARD_READING = "card-reading"
    CARD_OUT = "card-out"
    CARD_MUTE = "card-mute"
    CARD_WRONG = "card-wrong"
    CARD_OLD = "card-old"
    READER_MISSING = "reader-missing"
    DOCUMENT = "document"
    RECEIPT = "receipt"
    PRINTING = "printing"
    TAKE_PAPER = "take-paper"
    NO_PAPER = "no-paper"
    COVER_OPEN = "cover-open"
    PRINTER_GONE = "printer-gone"
    PRINT_UNKNOWN = "print-unknown"
    CLOCK = "clock"
    LINK_DOWN = "link-down"
    GOODBYE = "goodbye"
    OUT_OF_SERVICE = "out-of-service"


class Tone(StrEnum):
    """Never by colour alone: each tone has its own icon."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


class Emphasis(StrEnum):
    """At most one primary action on a screen."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


@dataclass(frozen=True)
class Action:
    """A button. ``id`` is its objectName, unique on the screen; ``icon`` is a name of the icon set or empty."""

    id: str
    label: str
    intent: Intent
    emphasis: Emphasis = Emphasis.SECONDARY
    icon: str = ""


@dataclass(frozen=True)
class Tile:
    """A téléservice of the menu. When ``enabled`` is False, ``detail`` says why and where to go.

    Attributes:
        heading: of tools, begins a group called so.
    """

    id: str
    title: str
    detail: str
    icon: str
    enabled: bool
    intent: Intent
    heading: str = ""


@dataclass(frozen=True)
class Option:
    """A line of a choice: radio when the screen is not ``multiple``, tick box otherwise."""

    id: str
    label: str
    detail: str
    checked: bool
    intent: Intent


@dataclass(frozen=True, repr=False)
class Field:
    """A text to be typed; its kind decides which signs it takes and which keyboard comes with it.

    Attributes:
        id: its objectName, unique on the screen; the key in ``Submit.values``.
        label: above it.
        hint: below the label: the form expected.
        error: beside it, in the very words of the summary (an ERROR notice); empty when there is none.
        value: what stands there when the screen comes; never for a masked field.
        masked: dots instead of signs, with « Afficher ».
        longest: fewer signs than its kind allows, None for as many.
        suggesting: what is looked for while one types; the person takes one of the suggestions (``PickPlace``).
        nothing: said where there is none.
    """

    id: str
    label: str
    kind: FieldKind
    hint: str = ""
    error: str = ""
    value: str = ""
    masked: bool = False
    longest: int | None = None
    suggesting: Place | None = None
    nothing: str = ""


@dataclass(frozen=True)
class RuleLine:
    """A rule of a new password, ticked as soon as what stands in the field ``field`` keeps it."""

    rule: PasswordRule
    field: str
    label: str


@dataclass(frozen=True, repr=False)
class Picture:
    """A picture that comes from the caisse: PNG, base64; ``description`` is what it is said to be."""

    png: str
    description: str


@dataclass(frozen=True, repr=False)
class KeyboardWords:
    """What the fields and the keyboard of a form say and show, in the person's language.

    Attributes:
        signs: each sign's spoken name, capitals included.
        captions, spoken: of the keys that give no sign and of what they do, by their names (``backspace``,
            ``shift.once``, ``order.abc``, ``accents.on``).
        show, hide: on the button of a masked field.
        empty: spoken for a field with nothing in it.
        taken, erased_one, erased, count_one, count: spoken instead of what stands in a masked field; ``{count}`` is how
            many signs stand there.
        full: when no more may be typed; ``{count}`` is how many may.
        error: a mistake, aloud; ``{text}`` is what it says on the screen.
        rule_met, rule_unmet: a rule, aloud; ``{rule}`` is what it says on the screen.
        suggested_one, suggested: how many suggestions are shown, aloud; ``{count}`` is their number.
    """

    name: str
    signs: Mapping[str, str]
    captions: Mapping[str, str]
    spoken: Mapping[str, str]
    show: str
    hide: str
    empty: str
    taken: str
    erased_one: str
    erased: str
    count_one: str
    count: str
    full: str
    error: str
    rule_met: str
    rule_unmet: str
    suggested_one: str
    suggested: str


@dataclass(frozen=True, repr=False)
class Line:
    """A label and its value on a summary.

    Attributes:
        heading: begins a group called so.
        joined: belongs with the line before, without a rule between them.
        change: the button beside it, « Modifier ».
    """

    label: str
    value: str
    heading: str = ""
    joined: bool = False
    change: Action | None = None


@dataclass(frozen=True, repr=False)
class Entry:
    """A row of a list: a request, a message.

    Attributes:
        id: its objectName, unique on the screen.
        note: small, above the title: when.
        intent: what touching it asks; None for a row that is only read.
        tone: of its icon.
    """

    id: str
    title: str
    detail: str
    note: str
    icon: str
    intent: Intent | None = None
    tone: Tone = Tone.INFO


@dataclass(frozen=True, repr=False)
class Spelt:
    """A text to be copied by hand or read aloud on the telephone, large.

    Attributes:
        label: above it.
        spoken: sign by sign, for screen readers.
    """

    label: str
    shown: str
    spoken: str


@dataclass(frozen=True)
class Notice:
    """A sentence about the terminal itself ("l'imprimante n'a plus de papier")."""

    text: str
    tone: Tone = Tone.WARNING


@dataclass(frozen=True)
class Cells:
    """The test of the touch panel, over the whole window: cells counted from 0 row by row."""

    columns: int
    rows: int
    touched: frozenset[int]


@dataclass(frozen=True)
class Chrome:
    """What surrounds every screen.

    Attributes:
        who: « MARIE D. » while a visit is open, empty otherwise.
        leave: the « Quitter » button while a visit is open.
        workshop: whether a technician is at work, and ``who`` says so.
        help: the human way, always named.
        languages: one action per language, in its own name.
        language: id of the language in use (``fr``, ``en``).
        text_larger, text_smaller: None at the ends of the scale.
        contrast: the button that switches the high-contrast theme.
        page_up, page_down: « Page précédente », « Page suivante »: the buttons of a screen taller than its room.
    """

    who: str
    leave: Action | None
    help: str
    languages: tuple[Action, ...]
    language: str
    text_larger: Action | None
    text_smaller: Action | None
    contrast: Action
    page_up: str
    page_down: str
    workshop: bool = False


@dataclass(frozen=True)
class IdleWarning:
    """The idle warning, over the screen: the seconds left and two actions."""

    title: str
    lead: str
    seconds_left: int
    seconds_total: int
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Screen:
    """One whole screen.

    Attributes:
        id: names the screen for tests and logs, without personal data: ``card.mute``, ``print.no_paper``.
        title: the heading; one per screen.
        lead: one or two sentences below it.
        step: small text above the title (« Étape 1 sur 2 »), or empty.
        progress: 0–1 on a wait screen, None when it cannot be known.
        multiple: on a choice, whether several options may be ticked.
        entries: of a list, newest first; an empty one is a message.
        spelt: of a message: the reference of what was done.
        paragraphs: of a text that is read, and below what a message says.
        fields: of a form, in order; the first has the keyboard. An action whose intent is ``Submit`` sends them.
        keyboard: its words, on every screen with fields.
        cells: of the test of the touch panel.
        plate: of the test of the screen: the colour that fills the window, or ``grid``.
        hidden_door: whether the technician's gesture counts here.
        warning: the idle warning laid over, or None.
    """

    id: str
    kind: ScreenKind
    title: str
    chrome: Chrome
    lead: str = ""
    step: str = ""
    tone: Tone = Tone.INFO
    drawing: Drawing = Drawing.NONE
    notices: tuple[Notice, ...] = ()
    tiles: tuple[Tile, ...] = ()
    options: tuple[Option, ...] = ()
    multiple: bool = False
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    spelt: Spelt | None = None
    paragraphs: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    rules: tuple[RuleLine, ...] = ()
    picture: Picture | None = None
    keyboard: KeyboardWords | None = None
    progress: float | None = None
    cells: Cells | None = None
    plate: str = ""
    hidden_door: bool = False
    actions: tuple[Action, ...] = ()
    warning: IdleWarning | None = field(default=None)
