"""Layouts are data: each gives exactly its alphabet, and a file that does not is refused before anything is shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from window_stand import LAYOUTS

from kiosk.cli import main
from kiosk.ui.keyboard.layout import Deed, LayoutError, LetterOrder, layout
from kiosk.ui.keyboard.reading import read_layouts
from teleservices.alphabets import ALPHABETS, Alphabet, FieldKind
from teleservices.texts.catalogue import LANGUAGES, read
from teleservices.texts.signs import sign_name

CONFIG = Path(__file__).resolve().parents[2] / "config"
DIGITS = Alphabet(FieldKind.DATE, "0123456789", 8)
PAD = ("1 2 3", "4 5 6", "7 8 9", "gap 0 backspace")


@pytest.mark.parametrize("kind", list(FieldKind))
def test_a_keyboard_gives_exactly_its_alphabet(kind: FieldKind) -> None:
    signs = LAYOUTS[kind].signs()
    assert sorted(signs) == sorted(ALPHABETS[kind].signs)


@pytest.mark.parametrize("kind", [FieldKind.PASSWORD, FieldKind.NAME, FieldKind.EMAIL])
def test_all_signs_are_visible_at_once(kind: FieldKind) -> None:
    assert LAYOUTS[kind].accents == ()


def test_abc_puts_the_letters_in_reading_order() -> None:
    keys = LAYOUTS[FieldKind.PASSWORD].page(LetterOrder.ABC, accents=False)
    assert "".join(key.sign for key in keys if key.sign.isalpha()) == "abcdefghijklmnopqrstuvwxyz"
    azerty = LAYOUTS[FieldKind.PASSWORD].page(LetterOrder.AZERTY, accents=False)
    assert [(key.column, key.line) for key in keys] == [(key.column, key.line) for key in azerty]


def test_digits_stand_as_on_a_telephone() -> None:
    for kind in (
        FieldKind.CODE,
        FieldKind.NIR,
        FieldKind.DATE,
        FieldKind.CHECK,
        FieldKind.AMOUNT,
        FieldKind.POSTCODE,
        FieldKind.DIGITS,
    ):
        digits = [key for key in LAYOUTS[kind].main if key.sign.isdigit()]
        assert "".join(key.sign for key in digits) == "1234567890"
        assert [key.column for key in digits] == [0, 1, 2] * 3 + [1]


@pytest.mark.parametrize(
    ("rows", "accents", "said"),
    [
        ((), (), "une rangée au moins"),
        ((*PAD[:2], "7 8", PAD[3]), (), "rangée 3 : 2 colonnes au lieu de 3"),
        ((*PAD[:2], "7 8 8", PAD[3]), (), "la touche « 8 » est là 2 fois"),
        ((*PAD[:2], "7 8 x", PAD[3]), (), "le signe « x » n’est pas attendu"),
        ((*PAD[:2], "7 8 gap", PAD[3]), (), "le signe « 9 » manque"),
        ((*PAD[:3], "gap 0 gap"), (), "la touche « backspace » manque"),
        ((*PAD[:3], "enter 0 backspace"), (), "la touche « enter » n’existe pas"),
        ((*PAD[:3], "order 0 backspace"), (), "la touche « order » ne sert à rien"),
        (PAD, PAD, "la touche « accents » manque"),
        ((*PAD[:3], "accents 0 backspace"), PAD, "aux mêmes places"),
        ((*PAD, "gap gap gap", "gap gap gap", "gap gap gap"), (), "7 rangées"),
        (PAD, PAD[:2], "2 rangées"),
        (("1 2 3 4 5 6 7 8 9 0 backspace gap",), (), "12 colonnes"),
    ],
)
def test_a_layout_that_cannot_be_used_says_why(rows: tuple[str, ...], accents: tuple[str, ...], said: str) -> None:
    with pytest.raises(LayoutError, match=said):
        layout(rows, accents, DIGITS)


def test_the_star_key_may_be_widened_too() -> None:
    (star, back) = layout(["**3 backspace*2"], [], Alphabet(FieldKind.CODE, "*", 4)).main
    assert (star.sign, star.span, back.deed, back.column) == ("*", 3, Deed.BACKSPACE, 3)


def copied(directory: Path, name: str, text: str | None) -> Path:
    for file in (CONFIG / "keyboards").glob("*.toml"):
        (directory / file.name).write_bytes(file.read_bytes())
    (directory / name).unlink()
    if text is not None:
        (directory / name).write_text(text, "utf-8")
    return directory


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "nir.toml : fichier introuvable"),
        ("rows = [", "nir.toml : fichier illisible"),
        ("rows = 3", "nir.toml : rows : une liste"),
        ("rows = [1, 2]", "nir.toml : rows : une liste"),
        ('rows = ["1"]\nlines = 3', "nir.toml : lines : inconnu"),
        ('rows = ["1 2 backspace"]', "nir.toml : rows : le signe « 0 » manque"),
    ],
)
def test_a_file_at_fault_is_named(tmp_path: Path, text: str | None, said: str) -> None:
    with pytest.raises(LayoutError, match=said):
        read_layouts(copied(tmp_path, "nir.toml", text))


def test_the_terminal_does_not_start_with_a_keyboard_that_lacks_a_key(tmp_path: Path) -> None:
    copied(tmp_path, "code.toml", 'rows = ["1 2 3 4 5 6 7 8 9 backspace"]')
    settings = tmp_path / "kiosk.toml"
    text = (CONFIG / "kiosk.toml").read_text("utf-8").replace('"models"', f'"{CONFIG / "models"}"')
    settings.write_text(text.replace('"keyboards"', f'"{tmp_path}"'), "utf-8")
    ended = CliRunner().invoke(main, ["run", "--config", str(settings)])
    assert ended.exit_code == os.EX_CONFIG
    assert "code.toml : rows : le signe « 0 » manque" in ended.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_has_a_name_of_its_own(language: str) -> None:
    texts = read(language)
    signs = {sign for alphabet in ALPHABETS.values() for sign in alphabet.signs}
    names = {sign_name(sign, texts) for sign in signs}
    assert len(names) == len(signs)


def test_signs_are_named_in_french() -> None:
    french = read("fr")
    assert [sign_name(sign, french) for sign in "@&_>aAéÉ7"] == [
        "arobase",
        "esperluette",
        "tiret bas",
        "supérieur",
        "a",
        "a majuscule",
        "e accent aigu",
        "e accent aigu majuscule",
        "7",
    ]
