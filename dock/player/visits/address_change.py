"""MARIE D. and her daughter ZOÉ have moved; the network is cut while she types. Her next visit shows the effect."""

from __future__ import annotations

from dock.player import words
from dock.player.accounts import types_password
from dock.player.steps import (
    Visit,
    cuts_network,
    gets_paper,
    inserts,
    restores_network,
    sees,
    sees_no_more,
    step,
    takes_card,
    titled,
    touches,
    types,
)

_TOWN = "33000 BORDEAUX"
_STREET = "8 rue du Tilleul"

ADDRESS_CHANGE = Visit(
    "address-change",
    (
        step("home", inserts("marie"), sees("MARIE D.", words.CHANGE_ADDRESS)),
        step("sign-in", touches(words.CHANGE_ADDRESS), titled(words.SIGN_IN), types_password("marie")),
        step("where", touches(words.IDENTIFY), titled(words.WHERE), touches(words.IN_FRANCE)),
        step("commune", touches(words.CONTINUE), titled(words.WHICH_COMMUNE)),
        step("suggestions", types("bordeau", words.COMMUNE), sees(_TOWN)),
        step("street", touches(_TOWN), titled(words.WHICH_STREET)),
        step("street-typed", cuts_network, types(_STREET, words.STREET)),
        step("who-moves", touches(words.CONTINUE), titled(words.WHO_MOVES), touches("ZOÉ")),
        step("review", touches(words.CONTINUE), titled(words.REVIEW), sees(_STREET, _TOWN, "ZOÉ")),
        step("kept", touches(words.THAT_IS_IT), titled(words.KEPT), sees(words.GOES_LATER)),
        step("take-document", takes_card, titled(words.TAKE_DOCUMENT)),
        step("receipt", gets_paper("receipt", says=(words.RECEIPT, words.RECEIPT_OF_ADDRESS))),
        step("welcome-says-what-waits", titled(words.WELCOME), sees(words.ONE_WAITS)),
        step("what-waits", touches(words.SHOW_QUEUE), titled(words.QUEUE)),
        step("delivered", touches(words.BACK), titled(words.WELCOME), restores_network, sees_no_more(words.ONE_WAITS)),
        step("next-visit", inserts("marie"), touches(words.INFORMATION), titled(words.SIGN_IN)),
        step(
            "new-address",
            types_password("marie"),
            touches(words.IDENTIFY),
            titled(words.INFORMATION),
            sees(_STREET, _TOWN),
        ),
        step(
            "request",
            touches(words.BACK),
            touches(words.REQUESTS),
            titled(words.REQUESTS),
            sees(words.CHANGE_ADDRESS, words.REGISTERED),
        ),
        step("messages", touches(words.BACK), touches(words.MESSAGES), titled(words.MESSAGES)),
        step("message", touches(words.ACKNOWLEDGED), titled(words.ACKNOWLEDGED), sees("36 46")),
        step("goodbye", touches(words.LEAVE), titled(words.TAKE_CARD)),
        step("welcome", takes_card, titled(words.WELCOME)),
    ),
)
