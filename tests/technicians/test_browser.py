"""The technicians' page as they use it: Chromium, a telephone held upright and a wide screen, a caisse behind TLS."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from technicians_at_work import SACHA

from dock.caisse import CaisseProcess
from teleservices.wire.maintenance import answer_to

TELEPHONE, WIDE = (390, 844), (1280, 900)
Look = Callable[[str], None]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaisseProcess]:
    with CaisseProcess(tmp_path_factory.mktemp("caisse"), people=0) as process:
        yield process


@pytest.fixture(scope="module")
def running() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--ignore-certificate-errors", "--lang=fr"):
        options.add_argument(argument)
    running = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    yield running
    running.quit()


@pytest.fixture(params=[TELEPHONE, WIDE], ids=["telephone", "wide"])
def browser(running: webdriver.Chrome, request: pytest.FixtureRequest) -> webdriver.Chrome:
    """Nobody has signed in; no script of a page's would run."""
    width, height = request.param
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < height}
    running.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    running.execute_cdp_cmd("Network.clearBrowserCookies", {})
    return running


@pytest.fixture
def look(browser: webdriver.Chrome, request: pytest.FixtureRequest, tmp_path: Path) -> Look:
    """Checks that a page fits, and keeps a picture of it to be looked at."""
    folder = Path(os.environ.get("TECHNICIAN_PICTURES", tmp_path))

    def shoot(name: str) -> None:
        assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
        assert browser.execute_script("return document.scripts.length") == 0
        browser.save_screenshot(str(folder / f"{request.node.callspec.id}-{name}.png"))

    return shoot


def enrolled(process: CaisseProcess) -> tuple[str, bytes]:
    """A new terminal: its name and its secret for maintenance."""
    name = f"borne-{secrets.token_hex(4)}"
    key = base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    asked = {"token": process.add_terminal(name), "public_key": key}
    answer = requests.post(f"{process.url}/v1/enrolments", json=asked, verify=str(process.ca_file), timeout=30)
    return name, base64.b64decode(answer.json()["maintenance_secret"])


def said(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.TAG_NAME, "body").text.replace("\u00a0", " ")


def focus(browser: webdriver.Chrome, attribute: str, value: str) -> WebElement:
    """The element that has the focus, once it is the one awaited: Chromium gives it a moment after the page."""
    waiting = WebDriverWait(browser, 30)
    waiting.until(lambda page: page.switch_to.active_element.get_attribute(attribute) == value)
    return browser.switch_to.active_element


def type_and_enter(browser: webdriver.Chrome, **texts: str) -> None:
    """Fill the form by the keyboard alone, from the field that has the focus, and wait for the page it leads to."""
    browser.execute_script("window.leaving = true")
    for name, text in texts.items():
        focused = focus(browser, "id", name)
        focused.clear()
        focused.send_keys(text, Keys.ENTER if name == [*texts][-1] else Keys.TAB)
    arrived = "return window.leaving === undefined && document.readyState === 'complete'"
    # Asked between two pages, Chromium answers with one error or another: only the next page's own answer counts.
    waiting = WebDriverWait(browser, 30, ignored_exceptions=(WebDriverException,))
    waiting.until(lambda page: page.execute_script(arrived))


def test_a_technician_gets_an_answer_by_keyboard_alone(
    stage: CaisseProcess, browser: webdriver.Chrome, look: Look
) -> None:
    name, secret = enrolled(stage)
    browser.get(f"{stage.url}/technician")
    look("1-sign-in")
    type_and_enter(browser, number=SACHA.number, code=SACHA.code)
    look("2-ask")
    type_and_enter(browser, terminal=name, challenge="4071 8823")
    answer = answer_to("40718823", SACHA.number, secret)
    assert browser.find_element(By.CLASS_NAME, "answer").text.startswith(f"{answer[:4]} {answer[4:]}")
    look("3-answer")
    browser.get(f"{stage.url}/technician/trail")
    type_and_enter(browser, terminal=name)
    assert "Réponse à un défi donnée par la caisse" in said(browser)
    look("4-trail")
    assert answer not in stage.log.read_text("utf-8")


def test_what_is_wrong_is_said_above_and_beside_and_is_read_first(
    stage: CaisseProcess, browser: webdriver.Chrome, look: Look
) -> None:
    browser.get(f"{stage.url}/technician")
    type_and_enter(browser, number=SACHA.number, code=SACHA.code)
    type_and_enter(browser, terminal="borne-inconnue", challenge="12")
    assert said(browser).count("Le défi compte 8 chiffres.") == 2
    focus(browser, "role", "alert")
    assert browser.title.startswith("Erreur")
    look("5-fault")
    field = browser.find_element(By.ID, "challenge")
    described = (field.get_attribute("aria-describedby") or "").split()
    texts = [browser.find_element(By.ID, one).text for one in described]
    assert any("8 chiffres" in text for text in texts)
    assert field.get_attribute("aria-invalid") == "true"
