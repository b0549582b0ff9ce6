"""MARIE D. has forgotten her password: a code by SMS, a new password, and the attestation that she came for."""

from __future__ import annotations

from dock.player import words
from dock.player.accounts import chooses, types_code
from dock.player.steps import Visit, gets_paper, inserts, sees, step, takes_card, titled, touches

_MASKED = "06 ** ** ** 01"

FORGOTTEN_PASSWORD = Visit(
    "forgotten-password",
    (
        step("home", inserts("marie"), sees("MARIE D.", words.ATTESTATION)),
        step("sign-in", touches(words.ATTESTATION), titled(words.SIGN_IN)),
        step("ways", touches(words.FORGOTTEN), titled(words.WAYS), sees(words.BY_SMS, _MASKED)),
        step("code-sent", touches(words.BY_SMS), titled(words.TYPE_CODE), sees(_MASKED)),
        step("code-typed", types_code("marie")),
        step("choose", touches(words.VALIDATE_CODE), titled(words.CHOOSE)),
        step("chosen", chooses("Merisier&51")),
        step("saved", touches(words.SAVE), titled(words.SAVED)),
        step("summary", touches(words.CONTINUE), titled(words.SUMMARY), sees("MARIE D.")),
        step("take-card", touches(words.PRINT), titled(words.TAKE_CARD)),
        step("take-document", takes_card, titled(words.TAKE_DOCUMENT)),
        step("paper", gets_paper("marie", says=(words.ON_PAPER, "MARIE", "DUPONT"), code="/v/")),
        step("welcome", titled(words.WELCOME)),
    ),
)
