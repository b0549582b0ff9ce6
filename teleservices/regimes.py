"""Régimes of assurance maladie: whom a caisse serves, and with what (teleservices.md, conditions common to all)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Regime:
    """One régime.

    Attributes:
        id: as stored with an insured: ``general``, ``msa``.
        label: as people read it: « Régime général ».
        served: whether its insured may use the terminal at all; the others are told where to go.
    """

    id: str
    label: str
    served: bool


class Regimes:
    """The régimes that a caisse knows.

    Args:
        regimes: each once.
        services: by id of a téléservice, the ids of the régimes that may use it; a téléservice that is not
            named is open to every régime served.

    Raises:
        ValueError: a régime stands twice, or a téléservice names one that is unknown or not served.
    """

    def __init__(self, regimes: Iterable[Regime], services: Mapping[str, Iterable[str]]) -> None:
        known = tuple(regimes)
        self._by_id = {regime.id: regime for regime in known}
        if len(self._by_id) != len(known):
            raise ValueError("a régime stands twice")
        self._services = {service: frozenset(ids) for service, ids in services.items()}
        served = {regime.id for regime in known if regime.served}
        for service, ids in self._services.items():
            if not ids <= served:
                raise ValueError(f"{service}: {', '.join(sorted(ids - served))} not served")

    def find(self, regime: str) -> Regime:
        """The régime with this id; one that the caisse does not know is not served and is called by its id."""
        return self._by_id.get(regime) or Regime(regime, regime.upper(), served=False)

    def may_use(self, regime: str, service: str) -> bool:
        """Whether the insured of a régime may use a téléservice."""
        if not self.find(regime).served:
            return False
        allowed = self._services.get(service)
        return allowed is None or regime in allowed

    def all(self) -> tuple[Regime, ...]:
        """Every régime known, in the order given."""
        return tuple(self._by_id.values())
