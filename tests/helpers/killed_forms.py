"""The states of identification × the parts around it; see ``killed``, whose cells these continue."""

from __future__ import annotations

from killed import CAISSE, CARD_OUT, MARIE, NETWORK, NO_LINK, PCSCD, PRINTER, READER_GONE, Cell, Part, carry_out

from dock import commands as do
from dock.modem.commands import ModemGone
from dock.player import words
from dock.player.accounts import types_code, types_password
from dock.player.steps import Act, does, inserts, sees, sees_no_more, titled, touches
from dock.player.visitor import Visitor

MODEM = Part("modem", ModemGone(on=True), ModemGone(on=False))
PARTS = (PCSCD, CAISSE, NETWORK, PRINTER, MODEM)

WHICH_NUMBER = "Quel est votre numéro de sécurité sociale"
CHECKING = "Nous vérifions votre identité"
NO_ANSWER = "Votre caisse ne répond pas"
BY_EMAIL = "Recevoir un lien par e-mail"
BIRTH = "Date de naissance"
PASSED_ON = "Votre demande est transmise"
NO_MODEM = "La borne ne peut pas envoyer de SMS"
ARRIVED = "Le SMS est arrivé"


def _types(text: str, into: str) -> Act:
    return lambda visitor: visitor.type(text, into=into)


_HOME = (inserts("marie"), sees(MARIE))
_SECRET = (*_HOME, touches(words.IDENTIFY), titled(words.SIGN_IN))
_WAYS = (*_SECRET, touches(words.FORGOTTEN), titled(words.WAYS), sees("06 ** ** ** 01"))

ARRIVE: dict[str, tuple[Act, ...]] = {
    "number": (titled(words.WELCOME), touches("Je n’ai pas ma carte"), titled(WHICH_NUMBER)),
    "secret": _SECRET,
    "ways": _WAYS,
    "code": (*_WAYS, touches(words.BY_SMS), titled(words.TYPE_CODE), sees(ARRIVED)),
    "asking": (
        *_SECRET,
        types_password("marie"),
        does(do.NetworkSwallow()),
        touches(words.IDENTIFY),
        titled(CHECKING),
    ),
    "told": (
        *(*_WAYS, touches(BY_EMAIL), titled("Recevez un lien par e-mail"), _types("12051984", BIRTH)),
        *(touches("Recevoir le mail"), titled(PASSED_ON)),
    ),
}
"""How to come to each state from the welcome screen."""

_SAME = {name: (acts[-1],) for name, acts in ARRIVE.items()}
_SIGN_IN = (types_password("marie"), touches(words.IDENTIFY), sees(words.IDENTIFIED))
_REREAD = (sees(MARIE),)


def _stays(name: str, *back: Act) -> Cell:
    return Cell(_SAME[name], back or _SAME[name])


def _link() -> dict[str, Cell]:
    said = (sees(NO_LINK),)
    return {
        "number": Cell(said, (sees_no_more(NO_LINK),)),
        "secret": Cell(said, (sees_no_more(NO_LINK), *_SIGN_IN)),
        "ways": Cell((sees("Pas de liaison avec votre caisse"),), (sees("06 ** ** ** 01"),)),
        "code": Cell(
            said, (sees_no_more(NO_LINK), types_code("marie"), touches(words.VALIDATE_CODE), titled(words.CHOOSE))
        ),
        "asking": Cell(
            (titled(words.SIGN_IN), sees(NO_ANSWER)), (does(do.NetworkRestore()), sees_no_more(NO_LINK), *_SIGN_IN)
        ),
        "told": _stays("told"),
    }


def cells() -> dict[str, dict[str, Cell]]:
    """Every cell, by part and state."""
    gone = Cell((titled(READER_GONE),), _REREAD)
    return {
        PCSCD.name: dict.fromkeys(ARRIVE, gone)
        | {"number": _stays("number"), "asking": Cell(gone.dead, (does(do.NetworkRestore()), *_REREAD))},
        CAISSE.name: _link(),
        NETWORK.name: _link(),
        PRINTER.name: {name: _stays(name) for name in ARRIVE},
        MODEM.name: {
            **{name: _stays(name) for name in ARRIVE},
            "ways": Cell((sees(NO_MODEM),), (sees("06 ** ** ** 01"),)),
        },
    }


def shows(state: str, part: Part) -> bool:
    """Whether the screen says in that state that the part is dead."""
    return cells()[part.name][state].dead != _SAME[state]


def die_and_come_back(visitor: Visitor, state: str, part: Part) -> None:
    """Carry one cell out: come to the state, kill the part, mend it, and leave.

    Raises:
        VisitError: the screen does not say what the cell expects.
    """
    carry_out(visitor, ARRIVE[state], part, cells()[part.name][state])
    if state == "number":
        for act in (touches(words.LEAVE), titled(words.WELCOME)):
            act(visitor)
    else:
        CARD_OUT(visitor)
