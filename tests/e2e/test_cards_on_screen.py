"""Every card of the cast and every damage, in the real terminal: the sentence on the screen, and welcome again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stood import visitor_at_a_terminal

from dock import cast
from dock.card.damage import Damage
from dock.player import words
from dock.player.kiosk import Pace
from dock.player.steps import Act, gets_paper, inserts, sees, sees_no_more, swaps, takes_card, titled, touches
from dock.player.visitor import Visitor

READY = "Pour la pharmacie"
MARIE = "Bonjour MARIE D."
MALFORMED = "Votre carte Vitale ne peut pas être lue"
PULLED = "La carte a été retirée trop tôt"

CARDS: dict[str, tuple[Act, ...]] = {
    "marie": (sees(MARIE, READY),),
    "rene": (sees("Bonjour RENÉ B.", READY),),
    "paul": (sees("Bonjour PAUL M.", READY),),
    "laetitia": (sees("Bonjour LÆTITIA S.", READY),),
    "nadia": (sees("Bonjour NADIA K.", READY),),
    "joseph": (titled("Votre caisse n’est pas la CPAM"), sees("Vous dépendez d’un autre régime")),
    "sophie": (sees("Bonjour SOPHIE L.", "Vos droits ne sont pas ouverts à ce jour. Adressez-vous à l’accueil."),),
    "karim": (titled("Nous ne trouvons pas votre dossier"), sees("votre caisse n’a pas de dossier à ce nom")),
    "agnes": (titled("Cette carte Vitale n’est plus utilisable"), sees("Rien n’a été fait")),
    "hortense": (sees("Bonjour HORTENSE MARIE-ANTOINETTE JOSÉPHINE <.", READY),),
    "odile": (sees("Bonjour ODILE M.", READY),),
    "lucien": (sees("Bonjour LUCIEN M.", READY),),
    "theo": (sees("Bonjour THÉO N.", READY),),
    "vitale1": (titled("Votre carte Vitale est d’un ancien modèle"), sees("adressez-vous à l’accueil")),
    "cps": (titled("Cette carte est celle d’un professionnel de santé"), sees("réservée aux assurés")),
    "loyalty": (titled("Cette carte n’est pas une carte Vitale"), sees("Rien n’a été lu de cette carte")),
    "mute": (titled(words.MUTE), sees("essuyez la puce")),
    "garbled": (titled(MALFORMED), sees("Ses informations sont abîmées")),
    "slow": (titled(words.MUTE), sees("essuyez la puce")),
}
"""What the screen says to each card of config/demo/cast.toml."""

DAMAGES: dict[str, tuple[Act, ...]] = {
    "pulled:3": (titled(PULLED), sees("Rien n’a été enregistré")),
    "hangs:3": (titled(words.MUTE),),
    "hiccup": (sees(MARIE, READY),),
    "truncated": (titled(words.MUTE),),
    "mute": (titled(words.MUTE),),
    "direct": (sees(MARIE, READY),),
    "warns": (sees(MARIE, READY),),
    "garbled": (titled(MALFORMED),),
    "wrong-key": (titled(MALFORMED),),
    "padded": (sees(MARIE, READY),),
}
"""What the screen says to MARIE's card with each damage of dock/card/damage.py."""


@pytest.fixture(scope="module")
def terminal() -> Iterator[Visitor]:
    pace = Pace(probe_s=1.0, visit={"goodbye": 1.0, "take_document": 1.0})
    with visitor_at_a_terminal(pace=pace) as visitor:
        yield visitor


@pytest.fixture
def visitor(terminal: Visitor) -> Iterator[Visitor]:
    yield terminal
    plays(terminal, takes_card, titled(words.WELCOME))


def plays(visitor: Visitor, *acts: Act) -> None:
    for act in acts:
        act(visitor)


def test_no_card_and_no_damage_is_left_out() -> None:
    known = cast.load()
    assert set(CARDS) == {*known.people, *known.odd_cards}
    assert {damage.partition(":")[0] for damage in DAMAGES} == set(Damage)


@pytest.mark.parametrize("card", CARDS)
def test_a_card_of_the_cast(visitor: Visitor, card: str) -> None:
    plays(visitor, inserts(card), *CARDS[card])


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_card(visitor: Visitor, damage: str) -> None:
    plays(visitor, inserts("marie", damage), *DAMAGES[damage])


def test_a_card_for_another_shows_the_other_alone(visitor: Visitor) -> None:
    """ESC-15, ESC-16: whatever page the first person left, and however large they read it."""
    plays(
        visitor,
        *(inserts("marie"), sees(MARIE, READY), touches(words.ATTESTATION), titled(words.SUMMARY)),
        *(touches(words.CHANGE), titled(words.WHOSE), sees("ZOÉ")),
        *(swaps("rene"), sees("Bonjour RENÉ B.", READY)),
    )
    for name in ("MARIE", "DUPONT", "ZOÉ", "GAËTAN"):
        sees_no_more(name)(visitor)


def test_signs_of_markup_are_letters_like_others(visitor: Visitor) -> None:
    """ESC-09: on the screen and on the paper."""
    plays(
        visitor,
        *(*(inserts("hortense"), *CARDS["hortense"]), touches(words.ATTESTATION), titled(words.SUMMARY)),
        *(sees("JOSÉPHINE <."), touches(words.PRINT), titled(words.TAKE_CARD), takes_card),
        gets_paper("hortense", ("<B>DE LA TOUR</B>", "HORTENSE MARIE-ANTOINETTE JOSÉPHINE"), "/v/"),
    )
