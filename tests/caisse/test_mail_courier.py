"""E-mails on their way to a real SMTP server: what they say, and that each leaves at least once, whatever it does."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme
from post_office import PostOffice, html_of, text_of
from running_caisse import MARIE, NOON, demo_settings
from sqlalchemy import func, select, update

from caisse import background, settings
from caisse.handlers.notices import tell_password_changed, tell_signed_in, when
from caisse.mail.delivery import Later, Refused, Taken
from caisse.mail.letter import Letter, Link
from caisse.mail.line import SmtpLine
from caisse.mail.message import compose
from caisse.mail.queue import PATIENCE
from caisse.mail.settings import MailSecurity, MailSettings
from caisse.settings import SettingsError
from caisse.store.account_schema import MAIL
from caisse.store.waiting import pause
from dock.mail.faults import MailFault
from dock.mail.server import MailServer
from teleservices.email_address import EmailAddress
from teleservices.texts.catalogue import read

ADDRESS = EmailAddress("marie.dupont@exemple.test")
FRENCH = read("fr")


def tell(office: PostOffice) -> None:
    at, who = office.caisse.parts.circumstances(), office.account().insured_id
    office.caisse.store.write(lambda connection: tell_password_changed(connection, who, at))


def waiting(office: PostOffice) -> int:
    count = select(func.count()).select_from(MAIL)
    return office.caisse.store.read(lambda connection: connection.execute(count).scalar_one())


def events(office: PostOffice) -> list[str]:
    return [line.partition('"event": "')[2].partition('"')[0] for line in office.caisse.log]


def letter(subject: str = "Bonjour", before: tuple[str, ...] = ("Un.",), link: Link | None = None) -> bytes:
    made = Letter(subject, before, link)
    return compose(made, ADDRESS, name="n1", at=NOON, settings=MailSettings(), caisse="CPAM", texts=FRENCH).as_bytes()


def parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def test_the_content_of_003(office: PostOffice) -> None:
    tell(office)
    message = office.one()
    text = text_of(message)
    assert "a été modifié le samedi 21 novembre 2026 à 13:00 (heure de Paris)." in text
    assert "Si vous n’êtes pas à l’origine de cette modification, informez-en vite votre caisse." in text
    assert "cet e-mail est envoyé par un automate. N’utilisez pas la fonction « Répondre »." in text
    assert "Merci de votre confiance." in text
    assert (message["To"], message["Auto-Submitted"]) == (ADDRESS.text, "auto-generated")
    assert message["Date"].datetime == NOON
    assert "modifié le samedi" in html_of(message).replace("\u00a0", " ")
    assert waiting(office) == 0


def test_a_connection_is_told(office: PostOffice) -> None:
    at, who = office.caisse.parts.circumstances(), office.account().insured_id
    office.caisse.store.write(lambda connection: tell_signed_in(connection, who, at))
    message = office.one()
    assert message["Subject"] == "Connexion à votre compte"
    assert "Une connexion à votre compte ameli a eu lieu le samedi 21 novembre 2026 à 13:00" in text_of(message)


def test_paris_whatever_the_season_and_wherever_the_caisse_is() -> None:
    summer = NOON.replace(month=7)
    assert when(summer, FRENCH).replace("\u00a0", " ") == "le mardi 21 juillet 2026 à 14:00 (heure de Paris)"


def test_no_name_no_nir_and_no_word_about_health(office: PostOffice) -> None:
    tell(office)
    everything = office.one().as_string() + str(office.caisse.log)
    for hidden in ("DUPONT", "MARIE", MARIE[:13], "santé", "ALD", "soin"):
        assert hidden not in everything


def test_greylisted_then_taken_after_the_pause(office: PostOffice) -> None:
    office.server.fail(MailFault.LATER)
    tell(office)
    assert office.carry() == []
    assert office.carry() == []
    office.caisse.clock.advance(seconds=59)
    assert office.carry() == []
    office.caisse.clock.advance(seconds=1)
    assert len(office.carry()) == 1
    assert waiting(office) == 0
    assert events(office) == ["mail.postponed", "mail.sent"]


def test_a_broken_line_loses_nothing(office: PostOffice) -> None:
    office.server.fail(MailFault.DROP)
    tell(office)
    assert office.carry() == []
    office.caisse.clock.advance(minutes=1)
    assert len(office.carry()) == 1


def test_an_answer_that_is_lost_makes_the_same_message_come_twice(office: PostOffice) -> None:
    office.server.fail(MailFault.FORGET_ANSWER)
    tell(office)
    (first,) = office.carry()
    office.caisse.clock.advance(minutes=1)
    (again,) = office.carry()
    assert first.as_bytes() == again.as_bytes()
    assert waiting(office) == 0


def test_a_refusal_is_final(office: PostOffice) -> None:
    office.server.fail(MailFault.REFUSE)
    tell(office)
    assert office.carry() == []
    assert waiting(office) == 0
    assert events(office) == ["mail.refused"]
    assert '"code": 550' in office.caisse.log[0]


def test_one_that_breaks_the_line_does_not_keep_the_next_from_leaving(office: PostOffice) -> None:
    office.server.fail(MailFault.DROP)
    tell(office)
    tell(office)
    assert len(office.carry()) == 1


def test_without_a_server_it_waits_longer_and_longer_then_gives_up(office: PostOffice) -> None:
    nowhere = replace(office.caisse.settings.mail, port=1)
    parts = replace(office.caisse.parts, settings=replace(office.caisse.settings, mail=nowhere))
    tell(office)
    for tries in (1, 2, 3):
        background.chores(parts).round()
        assert f'"tries": {tries}, "why": "ConnectionRefusedError"' in office.caisse.log[-1]
        office.caisse.clock.advance(seconds=pause(tries).total_seconds())
    office.caisse.clock.at = NOON + PATIENCE
    background.chores(parts).round()
    assert (waiting(office), events(office)[-1]) == (0, "mail.given_up")


def test_the_pauses() -> None:
    assert [int(pause(tries).total_seconds()) // 60 for tries in (1, 2, 3, 6, 7, 8, 99)] == [1, 2, 4, 32, 60, 60, 60]


def test_another_server_on_the_same_database_does_not_send_it_too(office: PostOffice) -> None:
    tell(office)
    first, second = background.chores(office.caisse.parts), background.chores(office.caisse.parts)
    first.round()
    second.round()
    assert len(office.carry()) == 1


def test_a_message_sealed_under_another_key_is_erased(office: PostOffice) -> None:
    tell(office)
    office.caisse.store.write(lambda connection: connection.execute(update(MAIL).values(sealed=b"x" * 40)))
    assert office.carry() == []
    assert (waiting(office), events(office)) == (0, ["mail.unreadable"])


def test_what_waits_cannot_be_read(office: PostOffice) -> None:
    tell(office)
    (row,) = office.caisse.store.read(lambda connection: connection.execute(select(MAIL)).all())
    assert ADDRESS.text.encode() not in bytes(row.sealed)
    assert b"Subject" not in bytes(row.sealed)


@pytest.mark.parametrize("security", [MailSecurity.STARTTLS, MailSecurity.TLS])
def test_the_line_is_encrypted_and_the_server_known(tmp_path: Path, security: MailSecurity) -> None:
    authority, stranger = trustme.CA(), trustme.CA()
    pem = tmp_path / "server.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pem))
    (tmp_path / "secret").write_text("secret\n")
    options = ["--security", security, "--certificate", str(pem)]
    name = ""
    if security is MailSecurity.STARTTLS:
        options += ["--user", "caisse:secret"]
        name = "caisse"
    message = parsed(letter())
    with MailServer(tmp_path / "mail", options=options) as server:
        for ca, expected in ((authority, Taken()), (stranger, Later("SSLCertVerificationError"))):
            ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
            chosen = MailSettings(
                host="127.0.0.1",
                port=server.port,
                security=security,
                ca=str(tmp_path / "ca.pem"),
                username=name,
                password_file=tmp_path / "secret" if name else None,
            )
            with SmtpLine(chosen) as line:
                assert line.send(message) == expected
        assert len(server.files()) == 1


def test_a_server_that_does_not_encrypt_gets_nothing(mail_server: MailServer) -> None:
    mail_server.fail(None)
    before = len(mail_server.files())
    chosen = MailSettings(host="127.0.0.1", port=mail_server.port, security=MailSecurity.STARTTLS)
    with SmtpLine(chosen) as line:
        assert line.send(parsed(letter())) == Later("SMTPNotSupportedError")
    assert len(mail_server.files()) == before


def test_one_refused_after_one_taken_on_the_same_line(mail_server: MailServer) -> None:
    mail_server.fail(None)
    message = parsed(letter())
    with SmtpLine(MailSettings(host="127.0.0.1", port=mail_server.port, security=MailSecurity.NONE)) as line:
        assert line.send(message) == Taken()
        mail_server.fail(MailFault.REFUSE)
        assert line.send(message) == Refused(550)
        assert line.send(message) == Taken()


@pytest.mark.parametrize("smuggled", ["\r\nBcc: x@y.test", "\nX: y", "\rBcc: x@y.test"])
def test_no_header_can_be_smuggled_in(smuggled: str) -> None:
    with pytest.raises(ValueError, match="linefeed or carriage"):
        letter("Bonjour" + smuggled)


def test_markup_is_inert() -> None:
    made = parsed(letter(before=("<img src=x> & <B>HORTENSE</B>",), link=Link("<a>", "https://x/?a=1&b=2")))
    assert "&lt;img src=x&gt; &amp; &lt;B&gt;HORTENSE&lt;/B&gt;" in html_of(made)
    assert "<img" not in html_of(made)
    assert 'href="https://x/?a=1&amp;b=2"' in html_of(made)


@pytest.mark.parametrize(
    "mail",
    [
        {"security": "none"},
        {"username": "caisse"},
        {"username": "caisse", "password_file": "x", "security": "none"},
        {"sender": "a b@c"},
        {"sender": "a@b\r\nBcc: x"},
    ],
)
def test_settings_that_would_leak_or_break_are_refused_in_production(mail: dict[str, str], tmp_path: Path) -> None:
    files = [Path(__file__).parents[2] / "config" / "caisse.toml"]
    with pytest.raises(SettingsError, match="mail"):
        settings.read(files, {"mail": mail})
    assert settings.read(files).mail.encrypted
    assert not demo_settings().mail.encrypted
