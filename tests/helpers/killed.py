"""A visit's states × the parts around it: what the screen says while the part is dead, and how it comes back.

Data only; the tests of tests/e2e carry each cell out on the packaged application, in a real display.
"""

from __future__ import annotations

from dataclasses import dataclass

from dock import commands as do
from dock.player import words
from dock.player.steps import Act, does, inserts, sees, sees_no_more, titled, touches
from dock.player.visitor import Visitor

READER_STOPPED = "La lecture des cartes est arrêtée"
READER_GONE = "Le lecteur de cartes s’est arrêté"
NO_LINK = "La borne n’a pas de liaison avec la caisse"
HOME_NO_LINK = "Pas de liaison avec votre caisse"
NO_PRINTER = "L’imprimante ne répond pas"
READY = "Pour la pharmacie"
READING = "Lecture de votre carte"
FETCHING = "Nous préparons votre attestation"
NOT_FETCHED = "Votre caisse ne répond pas"
PRINTING = "Impression en cours"
UNPLUGGED = "L’imprimante est débranchée"
UNKNOWN = "Votre document est-il sorti ?"
WIPED = "Vos informations sont effacées"
GOODBYE = "Au revoir"
RETRY = "Réessayer"
AGAIN = "Imprimer à nouveau"
NOW = "Imprimer maintenant"
ANOTHER = "Faire une autre démarche"
MARIE = "Bonjour MARIE D."


@dataclass(frozen=True)
class Part:
    """A part that can die.

    Attributes:
        kill, mend: the dock's commands.
    """

    name: str
    kill: do.Command
    mend: do.Command


PCSCD = Part("pcscd", do.PcscdKill(), do.PcscdStart())
CAISSE = Part("caisse", do.CaisseKill(), do.CaisseStart())
PRINTER = Part("printer", do.PrinterGone(on=True), do.PrinterGone(on=False))
NETWORK = Part("network", do.NetworkCut(), do.NetworkRestore())
PARTS = (PCSCD, CAISSE, NETWORK, PRINTER)


@dataclass(frozen=True)
class Cell:
    """One state, one part.

    Attributes:
        dead: what is expected while the part is dead.
        back: what is done and expected once it is mended.
    """

    dead: tuple[Act, ...]
    back: tuple[Act, ...]


CARD_OUT = does(do.CardRemove())
_HOME = (inserts("marie"), sees(MARIE, READY))
_SUMMARY = (*_HOME, touches(words.ATTESTATION), titled(words.SUMMARY))
_BENEFICIARY = (*_SUMMARY, touches(words.CHANGE), titled(words.WHOSE))
_COLLECTED = (*_SUMMARY, touches(words.PRINT), titled(words.TAKE_CARD), sees(NOW))
_PRINTS = (CARD_OUT, titled(words.TAKE_DOCUMENT))

ARRIVE: dict[str, tuple[Act, ...]] = {
    "welcome": (titled(words.WELCOME),),
    "reading": (inserts("slow"), titled(READING)),
    "card refused": (inserts("mute"), titled(words.MUTE)),
    "home": _HOME,
    "summary": _SUMMARY,
    "beneficiary": _BENEFICIARY,
    "mentions": (*_BENEFICIARY, touches(words.CONTINUE), titled(words.MENTIONS)),
    "fetching": (*_SUMMARY, does(do.NetworkSwallow()), touches(words.PRINT), titled(FETCHING)),
    "fetch failed": (
        *_SUMMARY,
        does(do.NetworkCut()),
        touches(words.PRINT),
        titled(NOT_FETCHED),
        does(do.NetworkRestore()),
    ),
    "collected": _COLLECTED,
    "owing": (*_COLLECTED, touches(words.LEAVE), sees("Quitter sans imprimer")),
    "printing": (*_COLLECTED, does(do.PrinterSpeed(40)), CARD_OUT, titled(PRINTING)),
    "trouble": (*_COLLECTED, does(do.PrinterPaper(present=False)), CARD_OUT, titled(words.NO_PAPER)),
    "take": (*_COLLECTED, touches(NOW), titled(words.TAKE_DOCUMENT), sees(ANOTHER)),
    "remove": (*_HOME, touches(words.LEAVE), sees("Votre visite est terminée")),
    "goodbye": (*_HOME, touches(words.LEAVE), sees("Votre visite est terminée"), CARD_OUT, titled(GOODBYE)),
}
"""How to come to each state from the welcome screen. « Out of service » has no way in from outside."""

_SAME = {name: (acts[-1],) for name, acts in ARRIVE.items()}
_REREAD = (sees(MARIE, READY),)
_RETRY = (does(do.NetworkRestore()), touches(RETRY), titled(words.TAKE_CARD))
_PRINTED_AGAIN = (does(do.PrinterSpeed(0)), touches(AGAIN), titled(words.TAKE_DOCUMENT))
_PAPER_BACK = (does(do.PrinterPaper(present=True)), titled(words.TAKE_DOCUMENT))
_GONE_BY = (titled(words.WELCOME),)


def _stays(name: str, *back: Act) -> Cell:
    """The part is not needed here: nothing changes, and the way on is open."""
    return Cell(_SAME[name], back or _SAME[name])


def _link() -> dict[str, Cell]:
    page = (sees(NO_LINK),)
    return {
        "welcome": Cell(page, (sees_no_more(NO_LINK),)),
        "reading": _stays("reading"),
        "card refused": _stays("card refused"),
        "home": Cell((sees(HOME_NO_LINK),), (sees(READY),)),
        "summary": Cell(page, (sees_no_more(NO_LINK), touches(words.PRINT), titled(words.TAKE_CARD))),
        "beneficiary": Cell(page, (sees_no_more(NO_LINK), touches(words.CONTINUE), titled(words.MENTIONS))),
        "mentions": Cell(page, (sees_no_more(NO_LINK), touches(words.CONTINUE), titled(words.SUMMARY))),
        "fetching": Cell((titled(NOT_FETCHED),), _RETRY),
        "fetch failed": _stays("fetch failed", *_RETRY),
        "collected": _stays("collected", *_PRINTS),
        "owing": _stays("owing", *_PRINTS),
        "printing": _stays("printing", titled(words.TAKE_DOCUMENT)),
        "trouble": _stays("trouble", *_PAPER_BACK),
        "take": _stays("take", touches(ANOTHER), sees(MARIE)),
        "remove": _stays("remove", CARD_OUT, titled(words.WELCOME)),
        "goodbye": _stays("goodbye", *_GONE_BY),
    }


def cells() -> dict[str, dict[str, Cell]]:
    """Every cell, by part and state."""
    stopped = (titled(READER_STOPPED),)
    gone = (titled(READER_GONE),)
    no_printer = (sees(NO_PRINTER),)
    mended = (sees_no_more(NO_PRINTER),)
    return {
        PCSCD.name: {
            "welcome": Cell(stopped, _GONE_BY),
            "reading": Cell(stopped, (titled(READING),)),
            "card refused": Cell(stopped, (titled(words.MUTE),)),
            "home": Cell(gone, _REREAD),
            "summary": Cell(gone, _REREAD),
            "beneficiary": Cell(gone, _REREAD),
            "mentions": Cell(gone, _REREAD),
            "fetching": Cell(gone, (does(do.NetworkRestore()), *_REREAD)),
            "fetch failed": Cell(gone, _REREAD),
            "collected": Cell((titled(words.TAKE_DOCUMENT),), _REREAD),
            "owing": Cell((titled(words.TAKE_DOCUMENT),), _REREAD),
            "printing": _stays("printing", titled(words.TAKE_DOCUMENT)),
            "trouble": _stays("trouble", *_PAPER_BACK),
            "take": Cell((sees(WIPED),), _REREAD),
            "remove": Cell((titled(GOODBYE), titled(READER_STOPPED)), _REREAD),
            "goodbye": Cell((titled(GOODBYE), titled(READER_STOPPED)), _GONE_BY),
        },
        CAISSE.name: _link(),
        NETWORK.name: _link(),
        PRINTER.name: {
            "welcome": Cell(no_printer, mended),
            "reading": _stays("reading"),
            "card refused": _stays("card refused"),
            "home": Cell(no_printer, (sees(READY),)),
            "summary": Cell(no_printer, mended),
            "beneficiary": Cell(no_printer, mended),
            "mentions": Cell(no_printer, mended),
            "fetching": _stays("fetching", does(do.NetworkRestore()), titled(words.TAKE_CARD)),
            "fetch failed": _stays("fetch failed", *_RETRY),
            "collected": Cell((CARD_OUT, titled(UNPLUGGED)), (titled(words.TAKE_DOCUMENT),)),
            "owing": Cell((CARD_OUT, titled(UNPLUGGED)), (titled(words.TAKE_DOCUMENT),)),
            "printing": Cell((titled(UNKNOWN),), _PRINTED_AGAIN),
            "trouble": _stays("trouble", *_PAPER_BACK),
            "take": _stays("take", touches(ANOTHER), sees(MARIE)),
            "remove": _stays("remove", CARD_OUT, titled(words.WELCOME)),
            "goodbye": _stays("goodbye", *_GONE_BY),
        },
    }


def shows(state: str, part: Part) -> bool:
    """Whether the screen says in that state that the part is dead."""
    return cells()[part.name][state].dead != _SAME[state]


def die_and_come_back(visitor: Visitor, state: str, part: Part) -> None:
    """Carry one cell out: come to the state, kill the part, mend it.

    Raises:
        VisitError: the screen does not say what the cell expects.
    """
    carry_out(visitor, ARRIVE[state], part, cells()[part.name][state])


def carry_out(visitor: Visitor, arrive: tuple[Act, ...], part: Part, cell: Cell) -> None:
    """Come somewhere, kill a part, see what the cell says, mend the part, come back.

    Raises:
        VisitError: the screen does not say what the cell expects.
    """
    for acts in (arrive, (does(part.kill),), cell.dead, (does(part.mend),), cell.back):
        for act in acts:
            act(visitor)
