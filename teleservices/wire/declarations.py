"""What is inside the seal of a queued declaration; read by the caisse's worker only.

JSON of a ``Declaration``, padded (``envelope.pad``), then sealed. The answers are those of the walk that ended complete
at the terminal; the caisse walks the same téléservice again, at the revision that the declaration names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, repr=False)
class ByGrant:
    """The person proved level ``code`` to the caisse during the visit: ``Account.grant``, as the caisse gave it."""

    grant: str
    kind: Literal["grant"] = "grant"


@dataclass(frozen=True, repr=False)
class ByPassword:
    """There was no link: the password as typed, which the caisse checks on arrival. Never a code provisoire."""

    password: str
    kind: Literal["password"] = "password"


Proof = ByGrant | ByPassword


@dataclass(frozen=True, repr=False)
class CardShown:
    """The carte Vitale that was in the reader.

    Attributes:
        valid_from: tag 66/80, ``AAAAMMJJ``, or None where the file could not be read.
        digest: SHA-256 in hexadecimal of EF 2F02, or None.
    """

    valid_from: str | None
    digest: str | None


@dataclass(frozen=True, repr=False)
class Declaration:
    """A declaration as filed.

    Attributes:
        service: id of the catalogue.
        revision: of its flow.
        reference: ten signs (``teleservices.reference``), drawn at the terminal: *the* reference everywhere.
        nir: 15 characters, key included, of the insured.
        card: None for somebody who came without.
        language: in which the person read the screen.
        proof: that it is them.
        answers: by field id.
    """

    service: str
    revision: int
    reference: str
    nir: str
    card: CardShown | None
    language: str
    proof: Proof
    answers: Mapping[str, str | tuple[str, ...]]
