from __future__ import annotations

from pathlib import Path

import pytest

from dock.cast import CAST, CardKind, Cast, OddCard, Person, load


def test_people_and_odd_cards(cast: Cast) -> None:
    marie = cast.card("marie")
    assert isinstance(marie, Person)
    assert marie.nir.full == "284058832102532"
    assert [one.first_name for one in marie.dependants] == ["ZOÉ", "GAËTAN"]
    assert [one.nir is None for one in marie.dependants] == [False, True]
    assert {card.kind for card in cast.odd_cards.values()} == set(CardKind)
    assert isinstance(cast.card("cps"), OddCard)


def test_nobody_by_this_key(cast: Cast) -> None:
    with pytest.raises(KeyError):
        cast.card("nobody")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [(('key = "rene"', 'key = "marie"'), "share a key"), (('nir = "2840588321025"', 'nir = "28405883210"'), "length")],
)
def test_a_mistake_in_the_cast_is_told(tmp_path: Path, wrong: tuple[str, str], why: str) -> None:
    path = tmp_path / "cast.toml"
    path.write_text(CAST.read_text(encoding="utf-8").replace(*wrong), encoding="utf-8")
    with pytest.raises(ValueError, match=why):
        load(path)


def test_people_stay_out_of_reprs(cast: Cast) -> None:
    shown = repr(cast.card("marie")) + repr(cast)
    assert "DUPONT" not in shown
    assert "28405883210" not in shown
