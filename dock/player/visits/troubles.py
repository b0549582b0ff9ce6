"""Visits in which something goes wrong, and what the person is told."""

from __future__ import annotations

from dock.player import words
from dock.player.accounts import types_password
from dock.player.steps import (
    Visit,
    cuts_network,
    gets_paper,
    inserts,
    puts_roll_in,
    restores_network,
    sees,
    step,
    takes_card,
    takes_roll_out,
    titled,
    touches,
)

MUTE_CARD = Visit(
    "mute-card",
    (
        step("refused", inserts("mute"), titled(words.MUTE)),
        step("welcome", takes_card, titled(words.WELCOME)),
    ),
)

PAPER_OUT = Visit(
    "paper-out",
    (
        step("home", inserts("paul"), sees("PAUL M.", words.ATTESTATION)),
        step("sign-in", touches(words.ATTESTATION), titled(words.SIGN_IN), types_password("paul")),
        step("summary", touches(words.IDENTIFY), titled(words.SUMMARY)),
        step("take-card", touches(words.PRINT), titled(words.TAKE_CARD)),
        step("no-paper", takes_roll_out, takes_card, titled(words.NO_PAPER)),
        step("printed-after-all", puts_roll_in, titled(words.TAKE_DOCUMENT)),
        step("paper", gets_paper("paul", says=(words.ON_PAPER, "PAUL", "MOREAU"), code="/v/")),
        step("welcome", titled(words.WELCOME)),
    ),
)

NETWORK_CUT = Visit(
    "network-cut",
    (
        step("home-says-so", cuts_network, inserts("laetitia"), sees("LÆTITIA S.", words.NO_LINK)),
        step("comes-back", restores_network, touches(words.ATTESTATION), titled(words.SIGN_IN)),
        step("summary", types_password("laetitia"), touches(words.IDENTIFY), titled(words.SUMMARY)),
        step("goodbye", touches(words.LEAVE), titled(words.TAKE_CARD)),
        step("welcome", takes_card, titled(words.WELCOME)),
    ),
)
