"""Read the texts of a language once, then give each by its key."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path
from string import Formatter

from teleservices.texts.po import entries

LANGUAGES = ("fr", "en")
"""Ids of the languages, the default first."""

_HERE = Path(__file__).parent


class Texts:
    """The sentences of one language.

    Args:
        language: its id, as in ``LANGUAGES``.
        sentences: text by key; ``{name}`` marks what the caller fills in.
    """

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = dict(sentences)

    def t(self, key: str, /, **args: str | int) -> str:
        """The sentence of a key, with its ``{placeholders}`` filled in.

        Args:
            key: for instance ``ticket.rights.title``.
            **args: exactly the placeholders of the sentence; values are inserted as they are.

        Raises:
            KeyError: no such key, or ``args`` are not exactly the placeholders. Both are bugs.
        """
        sentence = self._sentences[key]
        if placeholders(sentence) != args.keys():
            raise KeyError(f"{key} takes {sorted(placeholders(sentence))}, not {sorted(args)}")
        return sentence.format_map(args)

    def keys(self) -> Set[str]:
        """All keys."""
        return self._sentences.keys()


def placeholders(sentence: str) -> frozenset[str]:
    """The names between braces in a sentence.

    Raises:
        ValueError: a brace is alone.
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def files(language: str) -> tuple[Path, ...]:
    """The .po files of a language, in alphabetical order.

    Raises:
        ValueError: unknown language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no texts in {language}")
    return tuple(sorted((_HERE / language).glob("*.po")))


def read(language: str) -> Texts:
    """Read every text of a language.

    A few milliseconds: meant for a composition root, once per language.

    Args:
        language: one of ``LANGUAGES``.

    Raises:
        ValueError: unknown language, a file that is not well formed, a key that is in two places.
    """
    sentences: dict[str, str] = {}
    for path in files(language):
        for key, sentence in entries(path.read_text(encoding="utf-8"), f"{language}/{path.name}"):
            if key in sentences:
                raise ValueError(f"{language}/{path.name}: {key} is already defined")
            sentences[key] = sentence
    return Texts(language, sentences)
