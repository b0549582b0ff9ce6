"""What the dock answers to a command that gives something back."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from dock.modem.inbox import Message


@dataclass(frozen=True)
class Paper:
    """A printed paper.

    Attributes:
        number: counts from 1 since the dock started.
        bytes_file: path of the very bytes that the printer got.
        picture_file: path of the paper as a person sees it, PNG.
        lines: what is written on it, line by line.
    """

    number: int
    bytes_file: str
    picture_file: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Mail:
    """An e-mail that came.

    Attributes:
        number: counts from 1 since the dock's directory was made.
        file: path of the very bytes that the mail server got.
        to: the recipient.
        subject: one line.
        text: its plain text, links included.
    """

    number: int
    file: str
    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class Standing:
    """Where everything is and how it stands.

    Attributes:
        environment: what a process needs in its environment to reach the reader.
        reader: beginning of the reader's PC/SC name.
        printer_tcp: ``127.0.0.1:PORT`` of the printer.
        printer_pty: device file of the same printer.
        modem: device file of the GSM modem; nothing is there while its plug is out.
        caisse_url: the caisse through the network that can be cut; empty when the dock has none.
        caisse_ca: path of the certificate to trust.
        caisse_root: path of the public key that signs the caisse's own.
        enrolment_token: one use, to enrol a terminal.
        card: key of the card in the slot, or empty.
        network: False while it is cut.
        paper_waiting: a paper is in the printer's mouth.
    """

    environment: dict[str, str]
    reader: str
    printer_tcp: str
    printer_pty: str
    modem: str
    caisse_url: str
    caisse_ca: str
    caisse_root: str
    enrolment_token: str
    card: str
    network: bool
    paper_waiting: bool


@dataclass(frozen=True)
class Answer:
    """One line of the socket. ``ok`` is False with an ``error`` and nothing else."""

    ok: bool
    error: str | None = None
    paper: Paper | None = None
    papers: tuple[Paper, ...] | None = None
    exchanges: tuple[str, ...] | None = None
    messages: tuple[Message, ...] | None = None
    mails: tuple[Mail, ...] | None = None
    status: Standing | None = None


_ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)


def parse(line: bytes) -> Answer:
    """Read a line of the dock's.

    Raises:
        pydantic.ValidationError: another program listens there.
    """
    return _ANSWER.validate_json(line)


def write(answer: Answer) -> bytes:
    """The line that ``parse`` reads, with its end; what is None is left out."""
    return _ANSWER.dump_json(answer, exclude_none=True) + b"\n"
