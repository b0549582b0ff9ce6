"""The visit of every day: MARIE D. comes for the attestation of her daughter ZOÉ."""

from __future__ import annotations

from dock.player import words
from dock.player.accounts import types_password
from dock.player.steps import Visit, gets_paper, inserts, prints_at, sees, step, takes_card, titled, touches

MAIN = Visit(
    "attestation",
    (
        step("welcome", prints_at(150), titled(words.WELCOME)),
        step("home", inserts("marie"), sees("MARIE D.", words.ATTESTATION)),
        step("sign-in", touches(words.ATTESTATION), titled(words.SIGN_IN)),
        step("password-typed", types_password("marie")),
        step("summary", touches(words.IDENTIFY), titled(words.SUMMARY), sees("MARIE D.")),
        step("whose", touches(words.CHANGE), titled(words.WHOSE), sees("ZOÉ", "GAËTAN")),
        step("mentions", touches("ZOÉ"), touches(words.CONTINUE), titled(words.MENTIONS)),
        step("summary-for-zoe", touches(words.CONTINUE), titled(words.SUMMARY), sees("ZOÉ")),
        step("take-card", touches(words.PRINT), titled(words.TAKE_CARD)),
        step("printing", takes_card, titled(words.PRINTING)),
        step("take-document", titled(words.TAKE_DOCUMENT)),
        step("paper", gets_paper("zoe", says=(words.ON_PAPER, "ZOÉ", "DUPONT"), code="/v/")),
        step("welcome-again", titled(words.WELCOME)),
    ),
)
