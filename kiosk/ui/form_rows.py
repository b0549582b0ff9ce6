"""What QML's delegates draw of a form: never a sign of a masked field, unless the person asks to see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.ui.keyboard.entries import longest
from kiosk.ui.rows import Row
from kiosk.ui.screen import Field, KeyboardWords, RuleLine, Screen, Tone

DOT: Final = "●"


@dataclass(frozen=True, repr=False)
class FieldRow(Row):
    """A field.

    Attributes:
        mistake: beside it, in the words of the summary; ``aloud`` says that it is one.
        shown: what is drawn in it.
        spoken: what is said to stand in it.
        masked: whether it has a button that shows it; ``toggle`` is the word on it, ``revealed`` what it did.
        current: whether the keyboard types into it.
        notice: why no more can be typed, or empty.
    """

    label: str
    hint: str
    mistake: str
    aloud: str
    shown: str
    spoken: str
    masked: bool
    toggle: str
    revealed: bool
    current: bool
    notice: str

    @classmethod
    def of(
        cls, field: Field, text: str, words: KeyboardWords, *, current: bool, revealed: bool, full: bool
    ) -> FieldRow:
        """The row that shows ``field`` with ``text`` in it."""
        hidden = field.masked and not revealed
        return cls(
            key=field.id,
            label=field.label,
            hint=field.hint,
            mistake=field.error,
            aloud=words.error.format(text=field.error) if field.error else "",
            shown=DOT * len(text) if hidden else text,
            spoken=_spoken(field, text, words),
            masked=field.masked,
            toggle=words.hide if revealed else words.show,
            revealed=revealed,
            current=current,
            notice=words.full.format(count=longest(field)) if full and len(text) > _SHORT else "",
        )


_SHORT: Final = 15
"""A code or a number is full when it is finished: that is no news."""


def _spoken(field: Field, text: str, words: KeyboardWords) -> str:
    if not text:
        return words.empty
    if not field.masked:
        return text
    return words.count_one if len(text) == 1 else words.count.format(count=len(text))


@dataclass(frozen=True)
class RuleRow(Row):
    """A rule below the field ``ruled``, kept or not."""

    ruled: str
    label: str
    met: bool
    spoken: str

    @classmethod
    def of(cls, line: RuleLine, words: KeyboardWords, *, met: bool) -> RuleRow:
        """The row that shows ``line``."""
        said = (words.rule_met if met else words.rule_unmet).format(rule=line.label)
        return cls(f"{line.field}-{line.rule.value}", line.field, line.label, met, said)


def summary(screen: Screen, words: KeyboardWords) -> str:
    """What is wrong on ``screen``, aloud; empty when nothing is."""
    said = [notice.text for notice in screen.notices if notice.tone is Tone.ERROR]
    return words.error.format(text=" ".join(said)) if said else ""
