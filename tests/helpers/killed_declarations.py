"""The states of a declaration and a consultation × the parts around them; see ``killed``, whose cells these continue.

« Keeping » lasts milliseconds and « NotKept » needs a disk that fails: they are tried with a full disk and with kills.
"""

from __future__ import annotations

from itertools import count

from declared import PROVING, declares, password_of, proves
from killed import CAISSE, CARD_OUT, NETWORK, PCSCD, PRINTER, READER_GONE, RETRY, Cell, Part, carry_out
from killed_forms import MODEM, NO_ANSWER

from dock import commands as do
from dock.player import words
from dock.player.accounts import types_password
from dock.player.steps import Act, does, inserts, sees, titled, touches
from dock.player.visitor import Visitor

PAUL = "Bonjour PAUL M."
ASKING = "Nous interrogeons votre caisse"
_HOME = (inserts("paul"), sees(PAUL, words.CHANGE_ADDRESS))
_IDENTIFIES = (titled(words.SIGN_IN), types_password("paul"), touches(words.IDENTIFY))
_DECLARING = (*_HOME, touches(words.CHANGE_ADDRESS), *_IDENTIFIES, titled(words.WHERE))
_CONSULTED = (*_HOME, touches(words.INFORMATION), *_IDENTIFIES, titled(words.INFORMATION))
_CONSULTING = (
    *(*_CONSULTED, touches(words.BACK), sees(words.REQUESTS), does(do.NetworkSwallow())),
    *(touches(words.REQUESTS), titled(ASKING)),
)


def arrive(number: int) -> dict[str, tuple[Act, ...]]:
    """How to come to each state from the welcome screen.

    Args:
        number: of the house, another each time: the very same is declared once only.
    """
    address = declares(f"{number} rue Zwingli")
    reviewing = (*_HOME, touches(words.IDENTIFY), *_IDENTIFIES, sees(words.IDENTIFIED), *address)
    proving = (
        *(does(do.NetworkCut()), sees("pas de liaison"), *_HOME, *address),
        *(touches(words.THAT_IS_IT), titled(PROVING)),
    )
    return {
        "declaring": _DECLARING,
        "reviewing": reviewing,
        "proving": proving,
        "kept": (*reviewing, touches(words.THAT_IS_IT), titled(words.KEPT)),
        "consulting": _CONSULTING,
        "consult failed": (*_CONSULTING, does(do.NetworkCut()), titled(NO_ANSWER), does(do.NetworkRestore())),
        "consulted": _CONSULTED,
        "queue": (
            *(*proving, *proves(password_of("paul")), titled(words.KEPT), CARD_OUT, titled(words.WELCOME)),
            *(touches(words.SHOW_QUEUE), titled(words.QUEUE)),
        ),
    }


_NUMBERS = count(1)
_SAME = {name: (acts[-1],) for name, acts in arrive(0).items()}
STATES = tuple(_SAME)
_REREAD = (sees(PAUL),)
_ASKED_AGAIN = (does(do.NetworkRestore()), touches(RETRY), titled(words.REQUESTS))


def _stays(name: str, *back: Act) -> Cell:
    """The part is not needed here: nothing changes, and the way on is open."""
    return Cell(_SAME[name], back or _SAME[name])


def _needs_nothing() -> dict[str, Cell]:
    return {name: _stays(name) for name in STATES}


def _link() -> dict[str, Cell]:
    onward = (touches(words.IN_FRANCE), touches(words.CONTINUE), titled(words.WHICH_COMMUNE))
    return _needs_nothing() | {
        "declaring": _stays("declaring", *onward),
        # Whoever was identified needs no link any more.
        "reviewing": Cell((touches(words.THAT_IS_IT), titled(words.KEPT)), (titled(words.KEPT),)),
        "consulting": Cell((titled(NO_ANSWER),), _ASKED_AGAIN),
        "consult failed": _stays("consult failed", *_ASKED_AGAIN),
    }


def cells() -> dict[str, dict[str, Cell]]:
    """Every cell, by part and state."""
    gone = Cell((titled(READER_GONE),), _REREAD)
    restored = Cell(gone.dead, (does(do.NetworkRestore()), *_REREAD))
    return {
        PCSCD.name: dict.fromkeys(STATES, gone)
        | {
            "kept": Cell((titled(words.TAKE_DOCUMENT),), _REREAD),
            "consulting": restored,
            "queue": _stays("queue"),
        },
        CAISSE.name: _link(),
        NETWORK.name: _link(),
        PRINTER.name: _needs_nothing(),
        MODEM.name: _needs_nothing(),
    }


def die_and_come_back(visitor: Visitor, state: str, part: Part) -> None:
    """Carry one cell out: come to the state, kill the part, mend it, and leave.

    Raises:
        VisitError: the screen does not say what the cell expects.
    """
    carry_out(visitor, arrive(next(_NUMBERS))[state], part, cells()[part.name][state])
    if state == "queue":
        for act in (touches(words.BACK), titled(words.WELCOME)):
            act(visitor)
    else:
        CARD_OUT(visitor)
