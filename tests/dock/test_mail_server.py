"""The mail server as SMTP clients meet it: what it keeps, what it encrypts, what it does wrong when told."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from dock.mail.faults import MailFault
from dock.mail.mails import mails_of
from dock.mail.server import MailServer

SENDER, MARIE = "caisse@exemple.test", "marie@exemple.test"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with MailServer(tmp_path / "mail") as running:
        yield running


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def message(text: str = "Bonjour, c’est l’été.\n") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = SENDER, MARIE, "Été"
    made.set_content(text)
    return made


def send(server: MailServer, text: str = "Bonjour\n") -> None:
    with smtplib.SMTP("127.0.0.1", server.port, "client.test", timeout=20) as smtp:
        smtp.send_message(message(text))


def test_what_comes_is_kept_in_order(server: MailServer) -> None:
    send(server, "un\n")
    send(server, "deux\n")
    first, second = server.wait_for(2)
    assert (first.get_content(), second.get_content()) == ("un\r\n", "deux\r\n")
    told = mails_of(server)
    assert [(mail.number, mail.to, mail.subject, mail.text) for mail in told] == [
        (1, MARIE, "Été", "un\n"),
        (2, MARIE, "Été", "deux\n"),
    ]
    assert b"Subject: =?utf-8?" in Path(told[0].file).read_bytes()


def test_a_refused_recipient(server: MailServer) -> None:
    server.fail(MailFault.REFUSE)
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(server)
    assert refused.value.recipients[MARIE][0] == 550
    send(server)
    assert len(server.files()) == 1


def test_a_greylisted_one_comes_through_in_the_end(server: MailServer) -> None:
    server.fail(MailFault.LATER, 2)
    for _ in range(2):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            send(server)
        assert refused.value.recipients[MARIE][0] == 451
    send(server)
    assert len(server.files()) == 1


@pytest.mark.parametrize(("fault", "kept"), [(MailFault.DROP, 0), (MailFault.FORGET_ANSWER, 1)])
def test_a_line_that_breaks(server: MailServer, fault: MailFault, kept: int) -> None:
    server.fail(fault)
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(server)
    assert len(server.files()) == kept


def test_a_fault_can_be_taken_back(server: MailServer) -> None:
    server.fail(MailFault.REFUSE, 100)
    server.fail(None)
    send(server)
    assert len(server.files()) == 1


def test_it_asks_for_encryption_and_a_name(tmp_path: Path, authority: trustme.CA) -> None:
    pem = tmp_path / "server.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pem))
    context = ssl.create_default_context()
    authority.configure_trust(context)
    options = ("--security", "starttls", "--certificate", str(pem), "--user", "caisse:secret")
    with (
        MailServer(tmp_path / "mail", options=options) as server,
        smtplib.SMTP("127.0.0.1", server.port, "client.test", timeout=20) as smtp,
    ):
        with pytest.raises(smtplib.SMTPSenderRefused):
            smtp.send_message(message())
        smtp.starttls(context=context)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            smtp.login("caisse", "wrong")
        smtp.login("caisse", "secret")
        smtp.send_message(message())
        assert len(server.files()) == 1


def test_what_it_kept_outlives_it(tmp_path: Path) -> None:
    for count in (1, 2):
        with MailServer(tmp_path / "mail") as server:
            send(server)
            assert len(server.wait_for(count)) == count
