"""A visit in English, in large print and high contrast; all of it is gone for the next person."""

from __future__ import annotations

from dock.player import words
from dock.player.steps import Visit, inserts, sees, step, takes_card, titled, touches

COMFORT = Visit(
    "comfort",
    (
        step("english", touches(words.ENGLISH), titled(words.WELCOME_IN_ENGLISH)),
        step("high-contrast", touches(words.CONTRAST)),
        step("large-text", touches(words.LARGER), touches(words.LARGER), touches(words.LARGER)),
        step("home", inserts("rene"), sees("RENÉ B.")),
        step("back-to-french", takes_card, titled(words.WELCOME)),
    ),
)
