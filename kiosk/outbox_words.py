"""What technicians read of the outbox: counts, ages and causes, in French; never what a declaration says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from kiosk.sync.answers import Cause
from kiosk.sync.courier_rounds import TECHNICIAN
from kiosk.sync.outbox_glance import Glance
from kiosk.sync.outbox_values import OutboxFault
from kiosk.sync.policy_state import Halt
from teleservices.texts.formats import duration

FAULTS = {
    OutboxFault.UNREADABLE: "La boîte d’envoi ne peut pas être lue : le disque ou le fichier est abîmé.",
    OutboxFault.FUTURE: "La boîte d’envoi a été faite par une version plus récente du logiciel.",
    OutboxFault.UNSAFE: "SQLite refuse les réglages qui protègent d’une coupure de courant.",
    OutboxFault.FULL: "Le disque est plein.",
}
HALTS = {
    Halt.UNKNOWN_TERMINAL: "La caisse ne connaît pas cette borne, ou ne la connaît plus. Rien n’est perdu.",
    Halt.PROTOCOL: "La caisse demande une version plus récente du logiciel. Rien n’est perdu.",
}
_CAUSES = {
    Cause.UNREACHABLE: "pas de réseau, ou caisse arrêtée",
    Cause.UNTRUSTED: "certificat refusé, ou portail d’accès au réseau",
    Cause.TIMEOUT: "pas de réponse à temps",
    Cause.CUT: "liaison coupée",
    Cause.ABANDONED: "abandon",
    Cause.FOREIGN: "un autre que la caisse répond",
    Cause.MALFORMED: "réponse illisible",
    Cause.NOT_ENROLLED: "borne non inscrite",
    Cause.NO_CA: "fichier de l’autorité illisible",
}


def count(number: int) -> str:
    """« 1 déclaration », « 12 déclarations »."""
    return f"{number} déclaration{'s' if number > 1 else ''}"


def cause(value: str) -> str:
    """A cause of the journal, for people."""
    return _CAUSES[Cause(value)] if value in set(Cause) else value


def status_lines(seen: Glance, now: datetime) -> Iterator[str]:
    """How the outbox stands.

    Args:
        seen: what a look gave.
        now: aware.
    """
    if seen.oldest_at is None:
        yield "En attente : aucune déclaration."
    else:
        age = duration(now - seen.oldest_at, "fr")
        yield f"En attente : {count(seen.queue.pending)}, la plus ancienne depuis {age}."
    if seen.next_try_at is not None and seen.next_try_at > now:
        yield f"Prochain essai dans {duration(seen.next_try_at - now, 'fr')} au plus tard."
    yield from _listed("Mises de côté", seen.parked)
    yield from _listed("Rejetées par la caisse", seen.dead)


def _listed(title: str, found: Sequence[tuple[int, str]]) -> Iterator[str]:
    if found:
        yield f"{title} : {count(len(found))}."
        yield from (f"  nº {seq} : {_reason(reason)}" for seq, reason in found)


def _reason(reason: str) -> str:
    return "par un technicien" if reason == TECHNICIAN else reason
