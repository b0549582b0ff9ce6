from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from teleservices.texts import catalogue
from teleservices.texts.catalogue import LANGUAGES, Texts, placeholders, read
from teleservices.texts.po import entries


def test_every_language_has_the_same_keys() -> None:
    french, *others = (read(language) for language in LANGUAGES)
    for other in others:
        assert french.keys() == other.keys()


def test_every_language_has_the_same_placeholders() -> None:
    for name in {path.name for language in LANGUAGES for path in catalogue.files(language)}:
        french, *others = (
            {key: placeholders(sentence) for key, sentence in _entries_of(language, name)} for language in LANGUAGES
        )
        for other in others:
            assert french == other


def _entries_of(language: str, name: str) -> list[tuple[str, str]]:
    (path,) = (path for path in catalogue.files(language) if path.name == name)
    return list(entries(path.read_text(encoding="utf-8"), name))


@pytest.mark.parametrize(
    "path", [p for lang in LANGUAGES for p in catalogue.files(lang)], ids=lambda p: "/".join(p.parts[-2:])
)
def test_babel_reads_the_same_sentences(path: Path) -> None:
    with path.open("rb") as file:
        judged = [(str(m.id), str(m.string)) for m in read_po(file, abort_invalid=True) if m.id]
    assert sorted(entries(path.read_text(encoding="utf-8"), path.name)) == sorted(judged)


@pytest.mark.parametrize(
    "path", [p for lang in LANGUAGES for p in catalogue.files(lang)], ids=lambda p: "/".join(p.parts[-2:])
)
def test_no_sentence_is_empty_or_doubtful(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert "fuzzy" not in source
    assert all(sentence.strip() for _, sentence in entries(source, path.name))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('"\\\n\t'), min_size=1))
def test_what_babel_writes_is_read_back(sentence: str) -> None:
    from io import BytesIO

    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    book = Catalog(locale="fr")
    book.add("some.key", sentence)
    file = BytesIO()
    write_po(file, book, width=40)
    assert list(entries(file.getvalue().decode(), "x.po")) == [("some.key", sentence)]


@pytest.mark.parametrize(
    "source",
    [
        'msgid "a"\n',
        'msgstr "a"\n',
        '"a"\n',
        'msgid "a"\nmsgstr "b"\nmsgstr "c"\n',
        'msgctxt "a"\nmsgid "a"\nmsgstr "b"\n',
        'msgid "a"\nmsgid "b"\nmsgstr "c"\n',
        'msgid a\nmsgstr "b"\n',
        'msgid 3\nmsgstr "b"\n',
        'msgid "a\nmsgstr "b"\n',
        "texte\n",
    ],
)
def test_a_file_that_is_not_well_formed_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"x\.po"):
        list(entries(source, "x.po"))


def test_a_key_in_two_places_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fr").mkdir()
    for name in ("a.po", "b.po"):
        (tmp_path / "fr" / name).write_text('msgid "same.key"\nmsgstr "x"\n', encoding="utf-8")
    monkeypatch.setattr(catalogue, "_HERE", tmp_path)
    with pytest.raises(ValueError, match=r"b\.po: same\.key"):
        read("fr")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        read("xx")


def test_placeholders_are_filled_and_values_are_not_templates() -> None:
    texts = Texts("fr", {"hello": "Bonjour {name}"})
    assert texts.t("hello", name="{0} %s <b>") == "Bonjour {0} %s <b>"


@pytest.mark.parametrize("args", [{}, {"nom": "x"}, {"name": "x", "more": "y"}])
def test_wrong_arguments_are_a_bug(args: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        Texts("fr", {"hello": "Bonjour {name}"}).t("hello", **args)


def test_a_missing_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        read("fr").t("no.such.key")
