"""What the window's buttons say and which command each one is."""

from __future__ import annotations

from dataclasses import dataclass

from dock.cast import OddCard, Person
from dock.commands import (
    CaisseKill,
    CaisseStart,
    Command,
    NetworkCut,
    NetworkRestore,
    NetworkSwallow,
    PcscdKill,
    PcscdStart,
    PrinterCover,
    PrinterGone,
    PrinterPaper,
    PrinterPaperAfter,
    PrinterSilent,
)


@dataclass(frozen=True)
class Switch:
    """Two buttons side by side: something goes wrong, and is put right."""

    wrong: str
    break_it: Command
    right: str
    mend_it: Command


PRINTER: tuple[Switch, ...] = (
    Switch("Retirer le rouleau", PrinterPaper(present=False), "Mettre un rouleau", PrinterPaper(present=True)),
    Switch(
        "Rouleau presque fini",
        PrinterPaper(present=True, low=True),
        "Rouleau neuf",
        PrinterPaper(present=True),
    ),
    Switch(
        "Fin de rouleau dans 300 octets",
        PrinterPaperAfter(bytes=300),
        "Mettre un rouleau",
        PrinterPaper(present=True),
    ),
    Switch("Ouvrir le capot", PrinterCover(open=True), "Fermer le capot", PrinterCover(open=False)),
    Switch("La rendre muette", PrinterSilent(on=True), "La faire répondre", PrinterSilent(on=False)),
    Switch("Débrancher", PrinterGone(on=True), "Rebrancher", PrinterGone(on=False)),
)

NETWORK: tuple[Switch, ...] = (
    Switch("Couper le réseau", NetworkCut(), "Rétablir le réseau", NetworkRestore()),
    Switch("Ne plus rien répondre", NetworkSwallow(), "Rétablir le réseau", NetworkRestore()),
)

SERVICES: tuple[Switch, ...] = (
    Switch("Tuer pcscd", PcscdKill(), "Relancer pcscd", PcscdStart()),
    Switch("Tuer la caisse", CaisseKill(), "Relancer la caisse", CaisseStart()),
)

WHOLE = "En bon état"
DAMAGES: tuple[tuple[str, str], ...] = (
    (WHOLE, ""),
    ("Puce sale ou carte à l’envers", "mute"),
    ("Retirée en pleine lecture", "pulled:4"),
    ("Ne répond plus en pleine lecture", "hangs:4"),
    ("Réponse tronquée", "truncated:4"),
    ("Données abîmées", "garbled"),
    ("Clé du numéro fausse", "wrong-key"),
)


def title(card: Person | OddCard) -> str:
    """The line of a card in the list."""
    match card:
        case Person():
            return f"{card.insured.first_name} {card.insured.family_name}"
        case OddCard():
            return f"Carte « {card.key} »"
