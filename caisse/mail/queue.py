"""Where the handlers put what they have to tell: it leaves when their transaction holds, and not otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from caisse.handlers.circumstances import Circumstances
from caisse.mail.letter import Letter
from caisse.mail.message import compose
from caisse.sealing import seal
from caisse.store.account_schema import MAIL
from caisse.store.waiting import Waiting
from teleservices.email_address import EmailAddress
from teleservices.texts.catalogue import LANGUAGES, Texts

LETTERS: Final = Waiting(MAIL)
PATIENCE: Final = timedelta(days=3)
"""How long sending is tried; what tells of something older no longer helps (ours)."""


def letter_texts(at: Circumstances) -> Texts:
    """The language of letters: the caisse does not know another of an account's holder."""
    return at.texts[LANGUAGES[0]]


def put(
    connection: Connection, to: EmailAddress, letter: Letter, at: Circumstances, patience: timedelta = PATIENCE
) -> None:
    """Queue a letter, sealed until it has left.

    Args:
        connection: inside the write that the letter tells of.
        to: whose.
        letter: in the language of ``letter_texts``.
        at: the moment, and in whose name it leaves.
        patience: how long it is worth being sent.
    """
    name = at.new_id()
    message = compose(
        letter,
        to,
        name=name,
        at=at.now,
        settings=at.settings.mail,
        caisse=at.settings.caisse.name,
        texts=letter_texts(at),
    )
    LETTERS.add(connection, name, seal(at.keys.sealing, purpose(name), message.as_bytes()), at.now, patience)


def purpose(name: str) -> str:
    """Under what the message of a row is sealed."""
    return f"mail:{name}"
