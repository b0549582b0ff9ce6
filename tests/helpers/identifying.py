"""What a terminal asks of the caisse to identify somebody, in as few words as the tests need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import requests
from running_caisse import Caisse, Terminal
from sqlalchemy import ColumnElement, Table, func, select

from teleservices.nir import Nir

LAETITIA = Nir("293072B033118").full
NADIA = Nir("2810269123045").full
PAUL = Nir("1900375112087").full
ODILE = Nir("2560733281044").full
LUCIEN = Nir("1540133063118").full
THEO = Nir("1060669381052").full
NOBODY = Nir("2840588321099").full
PASSWORDS = {"marie": "Tilleul-84", "rene": "Citron+1944", "paul": "Ardoise%90", "odile": "Pivoine*56"}
LEGACY = "47190583"
"""The cast's."""

Visit = Mapping[str, Any]


def sign_in(terminal: Terminal, visit: Visit, secret: str) -> requests.Response:
    return terminal.send("POST", "/v1/visits/current/sign-in", {"secret": secret}, visit["token"])


def sign_in_by_nir(terminal: Terminal, nir: str, secret: str) -> requests.Response:
    return terminal.send("POST", "/v1/sign-ins", {"nir": nir, "secret": secret})


def ask_code(terminal: Terminal, visit: Visit) -> requests.Response:
    return terminal.send("POST", "/v1/codes-provisoires", token=visit["token"])


def choose(terminal: Terminal, visit: Visit, password: str, current: str | None = None) -> requests.Response:
    asked = {"password": password, "current": current}
    return terminal.send("POST", "/v1/passwords", asked, visit["token"])


def report(terminal: Terminal, sms: str, outcome: str) -> requests.Response:
    return terminal.send("POST", "/v1/sms-outcomes", {"id": sms, "outcome": outcome})


def identified(answer: requests.Response) -> dict[str, Any]:
    """The visit at level ``code`` that an answer opens."""
    assert answer.status_code in {200, 201}, answer.text
    found: dict[str, Any] = answer.json()
    assert found["level"] == "code"
    return found


def code_in(answer: requests.Response) -> str:
    """The code of the SMS that an answer tells the terminal to send."""
    assert answer.status_code == 201, answer.text
    return code_of(answer.json()["sms"]["text"])


def code_of(text: str) -> str:
    return re.findall(r"\b[0-9]{4}\b", text)[0]


def another(code: str, by: int = 1) -> str:
    """A wrong one."""
    return f"{(int(code) + by) % 10_000:04d}"


def offer(visit: Visit, service: str) -> str | None:
    found: str | None = next(one["unavailable"] for one in visit["services"] if one["id"] == service)
    return found


def rows(caisse: Caisse, table: Table, where: ColumnElement[bool] | None = None) -> int:
    statement = select(func.count()).select_from(table)
    return caisse.store.read(
        lambda connection: connection.execute(statement if where is None else statement.where(where)).scalar_one()
    )
