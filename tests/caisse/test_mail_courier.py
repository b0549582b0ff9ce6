"""E-mails on their way: to a real SMTP server, whatever it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from running_caisse import MARIE, NOON, Caisse, Clock, demo_settings
from sqlalchemy import Connection, delete, func, insert, select

from caisse import background
from caisse.handlers.notices import tell_password_changed
from caisse.store.account_schema import ACCOUNT, EMAIL_CLAIM, MAIL
from caisse.store.schema import PERSON
from caisse.store.store import Store
from dock.mail.faults import MailFault
from dock.mail.server import MailServer

ADDRESS = "marie@exemple.test"


def marie(connection: Connection) -> int:
    found: int = connection.execute(select(PERSON.c.id).where(PERSON.c.nir == MARIE[:13])).scalar_one()
    return found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with MailServer(tmp_path / "mail") as running:
        yield running


@pytest.fixture
def office(store: Store, server: MailServer) -> Iterator[Caisse]:
    """A caisse whose e-mails go to ``server``; Marie has an address there."""
    settings = demo_settings()

    def anew(connection: Connection) -> None:
        for table in (MAIL, EMAIL_CLAIM):
            connection.execute(delete(table))
        who = marie(connection)
        connection.execute(delete(ACCOUNT).where(ACCOUNT.c.insured_id == who))
        connection.execute(insert(ACCOUNT).values(insured_id=who, legacy=False, email=ADDRESS))
        connection.execute(insert(EMAIL_CLAIM).values(insured_id=who, email=ADDRESS))

    store.write(anew)
    running = Caisse(store, replace(settings, mail=replace(settings.mail, port=server.port)), Clock())
    yield running
    running.stop()


def tell(office: Caisse) -> None:
    at = office.parts.circumstances()
    office.store.write(lambda connection: tell_password_changed(connection, marie(connection), at))


def carry(office: Caisse) -> None:
    background.chores(office.parts).round()


def waiting(office: Caisse) -> int:
    return office.store.read(lambda connection: connection.execute(select(func.count()).select_from(MAIL)).scalar_one())


def test_the_words_of_003(office: Caisse, server: MailServer) -> None:
    tell(office)
    carry(office)
    (message,) = server.messages()
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\u00a0", " ")
    assert "a été modifié le samedi 21 novembre 2026 à 13:00 (heure de Paris)." in text
    assert "Si vous n’êtes pas à l’origine de cette modification" in text
    assert "N’utilisez pas la fonction « Répondre »" in text
    assert message["To"] == ADDRESS
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == NOON
    assert waiting(office) == 0


def test_greylisted_then_taken(office: Caisse, server: MailServer) -> None:
    server.fail(MailFault.LATER)
    tell(office)
    carry(office)
    assert (waiting(office), server.files()) == (1, ())
    carry(office)
    assert server.files() == ()
    office.clock.advance(seconds=60)
    carry(office)
    assert (waiting(office), len(server.files())) == (0, 1)
