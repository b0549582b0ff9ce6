"""Changer d'adresse (teleservices.md, part D): the insured moves, and whoever of the ayants droit goes with them."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from caisse.declarations.effect import Declared, Effect
from caisse.handlers.addresses import move
from caisse.handlers.circumstances import Circumstances
from caisse.settings import CaisseIdentity
from teleservices.address import Address, address_of
from teleservices.catalogue.address_change import delay_days


def apply_address_change(connection: Connection, declared: Declared, at: Circumstances) -> Effect:
    """Put the new address on file of everybody it is declared for; see ``Apply``."""
    address = address_of(declared.answers, declared.places)
    chosen = declared.answers.get("people", ())
    going = {declared.insured.person.id, *(declared.family.by_id[key].id for key in chosen)}
    moved = [move(connection, person, address.lines, declared.filed_at) for person in sorted(going)]
    delay = delay_days(_department(at.settings.caisse), address.department)
    return Effect(any(moved), not all(moved), delay)


def _department(caisse: CaisseIdentity) -> str | None:
    """Code of the département that a caisse's own address lies in; None where it does not say."""
    found = re.search(r"\b[0-9]{5}\b", caisse.address[-1] if caisse.address else "")
    return None if found is None else Address("", "", found[0], "").department
