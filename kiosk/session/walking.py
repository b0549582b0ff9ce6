"""What a declaration is walked with: its flow, whom it can be about, the places."""

from __future__ import annotations

from kiosk.devices.card.outcomes import Porteur
from kiosk.session.rules import Rules
from kiosk.session.visit import Visit
from teleservices.catalogue import by_id
from teleservices.flow.context import Context
from teleservices.flow.model import Answers, Covered, Flow, PeopleField, Value


def flow_of(service: str) -> Flow:
    """The flow of a declaration.

    Raises:
        ValueError: the téléservice has none. A bug.
    """
    flow = by_id(service).flow
    if flow is None:
        raise ValueError("no flow")
    return flow


def context_of(visit: Visit, rules: Rules) -> Context:
    """What a walk of this visit's declarations is given."""
    return Context(people_of(visit), rules.places)


def people_of(visit: Visit) -> tuple[Covered, ...]:
    """Everybody covered, the insured first: as the caisse names them to who is identified, else as the card does."""
    if visit.identified:
        return tuple(Covered(one.id, one.first_name, one.initial, one.insured) for one in visit.beneficiaries)
    porteurs = visit.card.porteurs if visit.card is not None else ()
    return tuple(_on_card(porteur, insured=rank == 0) for rank, porteur in enumerate(porteurs))


def still_covered(flow: Flow, given: Answers, visit: Visit) -> Answers:
    """Answers begun before the caisse said who is covered, or after: only people whom this visit still names."""
    known = {person.key for person in people_of(visit)}
    asked = {field.id for page in flow.pages for field in page.fields if isinstance(field, PeopleField)}

    def kept(value: Value) -> Value:
        return value if isinstance(value, str) else tuple(key for key in value if key in known)

    return {id_: kept(value) if id_ in asked else value for id_, value in given.items()}


def _on_card(porteur: Porteur, *, insured: bool) -> Covered:
    key = f"card:{porteur.first_name}:{porteur.birth_date}"
    return Covered(key, porteur.first_name, porteur.family_name[:1], insured)
