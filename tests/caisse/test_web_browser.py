"""The pages as people use them: Chromium on a caisse behind TLS, the links out of raw e-mails."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urlsplit

import pytest
import requests
from post_office import NEW, change_email, link_in, signed_in
from running_caisse import RENE, Caisse, Terminal
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from dock.caisse import CaisseProcess
from dock.mail.server import MailServer

CHOSEN = "Verveine&31"


@dataclass
class Far:
    """A caisse in another process, as a terminal sees it."""

    url: str

    def clock(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CaisseProcess, MailServer]]:
    directory = tmp_path_factory.mktemp("browser")
    with MailServer(directory / "mail") as mail:
        settings = directory / "mail.toml"
        settings.write_text(f"[mail]\nport = {mail.port}\n")
        with CaisseProcess(directory / "caisse", people=0, settings=(settings,)) as process:
            yield process, mail


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--ignore-certificate-errors", "--lang=fr"):
        options.add_argument(argument)
    running = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    running.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    )
    running.execute_cdp_cmd("Network.enable", {})
    running.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": "fr"}})
    yield running
    running.quit()


@pytest.fixture
def terminal(stage: tuple[CaisseProcess, MailServer], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    process, _ = stage
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(process.ca_file))
    name = f"borne-{secrets.token_hex(4)}"
    made = Terminal(cast(Caisse, Far(process.url)), name)
    asked = {"token": process.add_terminal(name), "public_key": made.public_key}
    assert requests.post(f"{process.url}/v1/enrolments", json=asked, timeout=30).status_code == 201
    return made


def said(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.TAG_NAME, "body").text.replace("\u00a0", " ")


def fits(browser: webdriver.Chrome) -> bool:
    """Whether a telephone shows the page without moving it sideways."""
    return bool(browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth"))


def press(browser: webdriver.Chrome, selector: str = "main button") -> None:
    """Press a button and wait for the page that it leads to."""
    browser.execute_script("window.leaving = true")
    browser.find_element(By.CSS_SELECTOR, selector).click()
    arrived = "return window.leaving === undefined && document.readyState === 'complete'"
    # Asked between two pages, Chromium answers with one error or another: only the next page's own answer counts.
    waiting = WebDriverWait(browser, 30, ignored_exceptions=(WebDriverException,))
    waiting.until(lambda page: page.execute_script(arrived))


def submit(browser: webdriver.Chrome, password: str, again: str) -> None:
    browser.find_element(By.ID, "password").send_keys(password)
    browser.find_element(By.ID, "again").send_keys(again)
    press(browser)


def link(stage: tuple[CaisseProcess, MailServer], subject: str, count: int) -> str:
    """The address in the e-mail of a subject, once so many have come."""
    process, mail = stage
    (found,) = [one for one in mail.wait_for(count)[-2:] if one["Subject"] == subject]
    return process.url + link_in(found)


def test_a_forgotten_password_is_chosen_anew(
    stage: tuple[CaisseProcess, MailServer], browser: webdriver.Chrome, terminal: Terminal
) -> None:
    process, mail = stage
    before, visit = len(mail.files()), terminal.visit()
    path = "/v1/visits/current/password-reset"
    assert terminal.send("POST", path, {"birth_date": "19840512"}, visit["token"]).status_code == 202
    address = link(stage, "Renouveler mon mot de passe", before + 1)
    browser.get(address)
    assert fits(browser)
    submit(browser, "verveine", "verveine")
    assert "Il manque une lettre majuscule." in said(browser)
    assert browser.switch_to.active_element.get_attribute("role") == "alert"
    submit(browser, CHOSEN, "Verveine&32")
    assert said(browser).count("Les deux mots de passe ne sont pas les mêmes.") == 2
    assert browser.title.startswith("Erreur")
    assert fits(browser)
    submit(browser, CHOSEN, CHOSEN)
    assert "Votre nouveau mot de passe est enregistré" in said(browser)
    mail.wait_for(before + 2)
    browser.get(address)
    assert "Ce lien n’est plus valable" in said(browser)
    told = process.log.read_text("utf-8")
    token = urlsplit(address).path.rpartition("/")[2]
    for hidden in (token, CHOSEN, "marie.dupont", "2840588321025"):
        assert hidden not in told
    assert "password.reset" in told


def test_a_new_address_is_confirmed(
    stage: tuple[CaisseProcess, MailServer], browser: webdriver.Chrome, terminal: Terminal
) -> None:
    _, mail = stage
    before = len(mail.files())
    visit = signed_in(terminal, "rene", RENE)
    assert change_email(terminal, visit, NEW, "Citron+1944").status_code == 200
    browser.get(link(stage, "Confirmez votre adresse e-mail", before + 2))
    assert fits(browser)
    press(browser)
    assert "Votre adresse e-mail est confirmée" in said(browser)
    told = mail.wait_for(before + 4)[before:]
    assert {NEW, "rene.benaissa@exemple.test"} == {str(one["To"]) for one in told}


def test_the_counter_issues_a_code_in_a_browser(
    stage: tuple[CaisseProcess, MailServer], browser: webdriver.Chrome
) -> None:
    process, _ = stage
    password = process.add_agent("claire")
    browser.get(f"{process.url}/agent")
    browser.find_element(By.ID, "name").send_keys("claire")
    browser.find_element(By.ID, "password").send_keys(password)
    press(browser)
    browser.find_element(By.ID, "nir").send_keys("2 50 12 59 350 077")
    press(browser)
    assert "<B>" in said(browser)
    assert browser.find_elements(By.CSS_SELECTOR, "main b") == []
    browser.find_element(By.ID, "identity").click()
    press(browser, "button[value=hand]")
    code = browser.find_element(By.CLASS_NAME, "code").text
    assert (len(code), code.isdecimal(), fits(browser)) == (4, True, True)
    assert "agent.code_issued" in process.log.read_text("utf-8")
    assert browser.current_url == f"{process.url}/agent/code"
