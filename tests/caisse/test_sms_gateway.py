"""The caisse's gateway against a real HTTP server: what is sure, what is not, and nothing twice."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from held import texts_in
from running_caisse import CONFIG

from caisse.settings import SettingsError, read
from caisse.sms.gateway import Accepted, Gateway, Handed, Reason, Refused, Unknown
from caisse.sms.http_gateway import gateway_of
from caisse.sms.settings import SmsSettings, SmsTransport
from caisse.sms.text import code_text
from dock.gateway.server import GatewayFault, GatewayServer, Taken
from teleservices.texts.catalogue import read as read_texts
from teleservices.wire.codes import SmsToSend

TOKEN = "t0ken-of-the-gateway"
MESSAGE = SmsToSend("order-1", "+33639980012", "Assurance Maladie : 4071 est votre code provisoire.")
READ = Taken(MESSAGE.id, MESSAGE.number, MESSAGE.text)


@pytest.fixture
def server() -> Iterator[GatewayServer]:
    with GatewayServer(TOKEN) as running:
        yield running


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n", "ascii")
    return file


def gateway(url: str, token_file: Path, *, ca: str = "", timeout: float = 30.0) -> Gateway:
    made = gateway_of(SmsSettings(SmsTransport.GATEWAY, url, token_file, ca, timeout))
    assert made is not None
    return made


def test_a_message_reaches_its_reader(server: GatewayServer, token_file: Path) -> None:
    assert gateway(server.url, token_file).send(MESSAGE) == Accepted()
    assert server.taken == (READ,)


@pytest.mark.parametrize(
    ("faults", "handed", "read"),
    [
        ((GatewayFault.NO_CREDIT,), Refused(Reason.CREDIT), 0),
        ((GatewayFault.BAD_NUMBER,), Refused(Reason.MESSAGE), 0),
        ((GatewayFault.BROKEN,), Accepted(), 1),
        ((GatewayFault.BROKEN, GatewayFault.BROKEN), Unknown(), 0),
        ((GatewayFault.DROPPED,), Accepted(), 1),
        ((GatewayFault.DROPPED, GatewayFault.DROPPED), Unknown(), 1),
        ((GatewayFault.DROPPED, GatewayFault.NO_CREDIT), Unknown(), 1),
        ((GatewayFault.ELSEWHERE, GatewayFault.ELSEWHERE), Unknown(), 0),
    ],
)
def test_what_goes_wrong_is_told_as_it_is(
    server: GatewayServer, token_file: Path, faults: tuple[GatewayFault, ...], handed: Handed, read: int
) -> None:
    server.fail(*faults)
    assert gateway(server.url, token_file).send(MESSAGE) == handed
    assert len(server.taken) == read


def test_silence_is_unknown_and_not_a_failure(server: GatewayServer, token_file: Path) -> None:
    server.fail(GatewayFault.SILENT, GatewayFault.SILENT)
    assert gateway(server.url, token_file, timeout=0.3).send(MESSAGE) == Unknown()
    assert server.taken == (READ,)


def test_the_same_order_sent_again_is_read_once(server: GatewayServer, token_file: Path) -> None:
    asked = gateway(server.url, token_file)
    assert [asked.send(MESSAGE) for _ in range(3)] == [Accepted()] * 3
    assert server.requests == 3
    assert server.taken == (READ,)


def test_a_wrong_token_is_told(server: GatewayServer, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("another", "ascii")
    assert gateway(server.url, wrong).send(MESSAGE) == Refused(Reason.ACCESS)
    assert server.taken == ()


def test_nobody_there_is_a_certain_failure(token_file: Path) -> None:
    with GatewayServer(TOKEN) as gone:
        url = gone.url
    assert gateway(url, token_file).send(MESSAGE) == Refused(Reason.UNREACHABLE)


def test_tls_trusts_the_authority_of_the_settings_only(tmp_path: Path, token_file: Path) -> None:
    ours, theirs = trustme.CA(), trustme.CA()
    chain, authority, other = tmp_path / "chain.pem", tmp_path / "ca.pem", tmp_path / "other.pem"
    ours.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(chain))
    ours.cert_pem.write_to_path(str(authority))
    theirs.cert_pem.write_to_path(str(other))
    with GatewayServer(TOKEN, chain) as server:
        assert gateway(server.url, token_file, ca=str(other)).send(MESSAGE) == Refused(Reason.UNREACHABLE)
        assert server.requests == 0
        assert gateway(server.url, token_file, ca=str(authority)).send(MESSAGE) == Accepted()
        assert server.taken == (READ,)


def test_a_proxy_of_the_environment_is_not_told(
    server: GatewayServer, token_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    assert gateway(server.url, token_file).send(MESSAGE) == Accepted()


def test_nothing_of_it_is_logged_or_shown(
    server: GatewayServer, token_file: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = gateway(server.url, token_file)
    server.fail(GatewayFault.BROKEN, GatewayFault.BROKEN, GatewayFault.DROPPED)
    asked.send(MESSAGE)
    asked.send(MESSAGE)
    seen = caplog.text + repr(asked) + repr(MESSAGE) + "".join(capfd.readouterr())
    needles = (TOKEN, MESSAGE.number, "39980012", "4071", MESSAGE.text)
    assert [needle for needle in needles if needle in seen] == []
    assert "4071" not in "".join(texts_in(vars(asked)))
    # The search finds what is there.
    logging.getLogger("urllib3").debug("%s", MESSAGE.text)
    assert "4071" in caplog.text


def settings_with(tmp_path: Path, sms: str, *, production: bool) -> object:
    file = tmp_path / "sms.toml"
    file.write_text(f"production = {json.dumps(production)}\n[sms]\n{sms}\n", "utf-8")
    return read([CONFIG / "caisse.toml", file]).sms


def test_by_default_the_terminals_send() -> None:
    product = read([CONFIG / "caisse.toml"]).sms
    assert product.transport is SmsTransport.TERMINAL
    assert gateway_of(product) is None


@pytest.mark.parametrize(
    ("sms", "production", "complaint"),
    [
        ('transport = "gateway"\nurl = "http://gw.test/m"\ntoken_file = "t"', True, "sms.url"),
        ('transport = "gateway"\nurl = "https://gw.test/m"', False, "sms"),
        ('transport = "pigeon"', False, "sms.transport"),
        ('transport = "terminal"\nurl = "ftp://gw.test"', False, "sms.url"),
        ('transport = "terminal"\ntimeout = 0', False, "sms.timeout"),
        ('transport = "terminal"\npassword = "x"', False, "sms.password"),
    ],
)
def test_settings_that_cannot_be_are_refused(tmp_path: Path, sms: str, production: bool, complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint.replace(".", r"\.")):
        settings_with(tmp_path, sms, production=production)


def test_a_gateway_in_clear_serves_trials_only(tmp_path: Path) -> None:
    sms = 'transport = "gateway"\nurl = "http://gw.test/m"\ntoken_file = "t"'
    assert isinstance(settings_with(tmp_path, sms, production=False), SmsSettings)
    assert settings_with(tmp_path, sms.replace("http:", "https:"), production=True)


@pytest.mark.parametrize("content", ["", " \n", "a\x00b"])
def test_a_file_without_a_token_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "token"
    file.write_text(content, "ascii")
    with pytest.raises(ValueError, match="jeton"):
        gateway("https://gw.test/m", file)


def test_the_code_is_written_once_and_first() -> None:
    for language in ("fr", "en"):
        text = code_text(read_texts(language), "4071")
        assert text.count("4071") == 1
        assert text.index("4071") < 30
