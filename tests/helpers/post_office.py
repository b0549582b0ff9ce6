"""A caisse, the mail server its e-mails go to, and what people do with an e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import requests
from identifying import PASSWORDS, Visit, identified, sign_in
from running_caisse import MARIE, Caisse, Terminal
from sqlalchemy import select

from caisse import background
from caisse.handlers.accounts import Account, account_of
from caisse.store.schema import PERSON
from dock.mail.server import MailServer

NEW = "marie.neuve@exemple.test"


@dataclass
class PostOffice:
    """Both, and how many e-mails were read so far."""

    caisse: Caisse
    server: MailServer
    read: int = 0

    def carry(self) -> list[EmailMessage]:
        """Let the caisse do its chores once; the e-mails that came since the last time."""
        background.chores(self.caisse.parts).round()
        everything = self.server.messages()
        new, self.read = list(everything[self.read :]), len(everything)
        return new

    def one(self) -> EmailMessage:
        """The only e-mail that came."""
        (message,) = self.carry()
        return message

    def account(self, nir: str = MARIE) -> Account:
        who = select(PERSON.c.id).where(PERSON.c.nir == nir[:13])
        return self.caisse.store.read(lambda connection: account_of(connection, connection.execute(who).scalar_one()))

    def get(self, path: str) -> requests.Response:
        return self.caisse.get(path, Accept_Language="fr")

    def post(self, path: str, **form: str) -> requests.Response:
        return requests.post(self.caisse.url + path, data=form, headers={"Accept-Language": "fr"}, timeout=30)


def text_of(message: EmailMessage) -> str:
    """Its plain text, with ordinary spaces."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\u00a0", " ").replace("\r\n", "\n")


def html_of(message: EmailMessage) -> str:
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def link_in(message: EmailMessage) -> str:
    """The path of the one link that an e-mail holds, the same in both its forms."""
    (link,) = re.findall(r"https?://\S+", text_of(message))
    assert f'href="{link}"' in html_of(message)
    found = re.fullmatch(r"https?://[^/]+(/[ep]/[\w-]{43})", link)
    assert found is not None
    return found[1]


def signed_in(terminal: Terminal, who: str = "marie", nir: str = MARIE) -> dict[str, Any]:
    return identified(sign_in(terminal, terminal.visit(nir), PASSWORDS[who]))


def change_email(
    terminal: Terminal, visit: Visit, address: str = NEW, password: str = PASSWORDS["marie"]
) -> requests.Response:
    return terminal.send("POST", "/v1/email-addresses", {"address": address, "password": password}, visit["token"])
