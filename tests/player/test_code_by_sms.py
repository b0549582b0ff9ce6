"""The visitor looks at their own telephone only, and at its last message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from dock.client import DockClient
from dock.modem.inbox import Message
from dock.player.atspi import ScreenReader
from dock.player.gallery import Gallery
from dock.player.visitor import Panel, VisitError, Visitor

MARIE, PAUL = "+33639980001", "+33639980003"


@dataclass
class Telephones:
    """All that is asked of the dock here."""

    texts: tuple[Message, ...]

    def messages(self) -> tuple[Message, ...]:
        return self.texts


class NobodyLooks:
    def texts(self) -> list[str]:
        return []


def with_telephones(*texts: tuple[str, str]) -> Visitor:
    dock = Telephones(tuple(Message(number, text, 1) for number, text in texts))
    return Visitor(
        cast("Panel", None),
        cast("ScreenReader", NobodyLooks()),
        cast("DockClient", dock),
        cast("Gallery", None),
        patience_s=0,
    )


def test_the_last_code_of_ones_own_telephone() -> None:
    visitor = with_telephones(
        (MARIE, "Assurance Maladie : 1111 est votre code provisoire. Valable 48 h."),
        (MARIE, "Assurance Maladie : 0427 est votre code provisoire. Valable 48 h."),
        (PAUL, "Assurance Maladie : 9999 est votre code provisoire. Valable 48 h."),
    )
    assert visitor.code_by_sms("0639980001") == "0427"


@pytest.mark.parametrize("texts", [(), ((PAUL, "9999 est votre code"),), ((MARIE, "Appelez le 36 46, pas 12345"),)])
def test_a_code_that_does_not_come_is_told(texts: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(VisitError, match="no SMS with a code"):
        with_telephones(*texts).code_by_sms("0639980001")
