"""What each product is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Product:
    """A package to be.

    Attributes:
        name: of the package, of its command and of its directories.
        packages: the directories of this repository that it carries.
        left_out: directories below those that it does not.
        roots: distributions of ``requirements.lock`` that its own modules import, and those that a library of the
            same list only loads when they are there.
        shared: what of ``config/`` goes to ``/usr/share/NAME``.
        settings: of ``config/``, its conffile; the texts there to be replaced follow, each found exactly once.
    """

    name: str
    packages: tuple[str, ...]
    left_out: frozenset[str]
    roots: frozenset[str]
    shared: tuple[str, ...]
    settings: str
    rewritten: tuple[tuple[str, str], ...]


_BOTH: Final = frozenset(
    {
        "babel",
        "click",
        "cryptography",
        "email-validator",
        "gsm0338",
        "http-message-signatures",
        "phonenumbers",
        "pydantic",
        "requests",
        "urllib3",
    }
)

KIOSK: Final = Product(
    name="kiosk",
    packages=("kiosk", "teleservices"),
    left_out=frozenset(),
    roots=_BOTH
    | {
        "pydantic-core",
        "pyscard",
        "pyserial",
        "pyside6-essentials",
        "python-escpos",
        "sqlite-utils",
        "typing-extensions",
    },
    shared=("models", "keyboards"),
    settings="kiosk.toml",
    rewritten=(
        ('models = "models"', 'models = "/usr/share/kiosk/models"'),
        ('keyboards = "keyboards"', 'keyboards = "/usr/share/kiosk/keyboards"'),
    ),
)
CAISSE: Final = Product(
    name="caisse",
    packages=("caisse", "teleservices"),
    left_out=frozenset({"caisse/demo"}),
    roots=_BOTH
    | {
        "alembic",
        "argon2-cffi",
        "fastapi",
        # uvicorn reads requests with it.
        "httptools",
        "jinja2",
        "pillow",
        "psycopg",
        # FastAPI loads it for forms.
        "python-multipart",
        "sqlalchemy",
        "starlette",
        "trustme",
        "uvicorn",
    },
    shared=(),
    settings="caisse.toml",
    rewritten=(),
)
PRODUCTS: Final = (KIOSK, CAISSE)

WITHOUT: Final = frozenset(
    {
        # For the command `sqlite-utils install` alone.
        "pip",
        # python-escpos asks for it and imports it nowhere.
        "setuptools",
        # Completes python-escpos's own command.
        "argcomplete",
        # The packages depend on Debian's own.
        "tzdata",
    }
)
"""What libraries ask for and no product ever loads."""

BUILDERS: Final = frozenset({"setuptools"})
"""What ``SDISTS`` are built with."""

SDISTS: Final = frozenset({"pyscard"})
"""Distributions without a wheel: built in the chroot."""
