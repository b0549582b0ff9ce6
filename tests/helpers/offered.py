"""What a screen offers to somebody who fills in whatever is asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from maintenance_samples import CODE, NUMBER
from session_cast import NIR_TYPED, SECRET, filled

from kiosk.session import intents

FILLED = filled(
    secret=SECRET,
    nir=NIR_TYPED,
    code="0427",
    current=SECRET,
    password=SECRET,
    again=SECRET,
    birth_date="12051984",
    check="12345",
    address="a@exemple.fr",
    number=NUMBER,
    answer=CODE,
    mobile="0639980001",
    token="jeton",
)


def offered(shown: object) -> Iterator[intents.Intent]:
    """What the controls of a screen ask for."""
    if isinstance(shown, tuple):
        for one in shown:
            yield from offered(one)
    elif dataclasses.is_dataclass(shown):
        intent = getattr(shown, "intent", None)
        if intent is not None:
            yield FILLED if isinstance(intent, intents.Submit) else intent
        for field in dataclasses.fields(shown):
            yield from offered(getattr(shown, field.name))
