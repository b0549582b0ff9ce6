"""Jinja2 as the caisse uses it: everything escaped, nothing missing."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def templates_of(package: str) -> Environment:
    """The templates of a package's folder ``templates``.

    Args:
        package: dotted name, ``caisse.web``.

    Returns:
        an environment in which every value is escaped and a name that was not given raises ``UndefinedError``.
    """
    return Environment(
        loader=PackageLoader(package), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
