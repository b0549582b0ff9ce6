"""What goes into the packages: decided by tables, held here to what the sources really need."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tools.deb.layout import UnknownFileError, placed, starts_by_itself
from tools.deb.lock import Entry, closure, read_lock, requirements
from tools.deb.products import BUILDERS, CAISSE, KIOSK, PRODUCTS, SDISTS, WITHOUT, Product

ROOT = Path(__file__).parents[2]
LOCK = read_lock((ROOT / "requirements.lock").read_text("utf-8"))
BY_NAME = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)
# Loaded by a library that the product imports, never by the product.
INDIRECT = {KIOSK: set[str](), CAISSE: {"httptools", "psycopg", "python-multipart"}}


def imported(product: Product) -> set[str]:
    """Whatever its modules name in an ``import`` or an ``import_module``, in full."""
    names: set[str] = set()
    for package in product.packages:
        for file in (ROOT / package).rglob("*.py"):
            told = str(file.relative_to(ROOT))
            if not any(told.startswith(f"{one}/") for one in product.left_out):
                names |= set(named(ast.parse(file.read_text("utf-8"))))
    return names


def named(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found += [one.name for one in names]
            case ast.ImportFrom(module=str(module), level=0, names=names):
                found += [module, *(f"{module}.{one.name}" for one in names)]
            case ast.Call(func=ast.Name("import_module"), args=[ast.Constant(str(module)), *_]):
                found.append(module)
    return found


@BY_NAME
def test_the_roots_are_what_the_modules_import(product: Product) -> None:
    known = packages_distributions()
    tops = {name.partition(".")[0] for name in imported(product)} - sys.stdlib_module_names - set(product.packages)
    distributions = {known[top][0].lower().replace("_", "-") for top in tops if top in known}
    assert {top for top in tops if top not in known} == set()
    # The binding's runtime is half of it, and comes with it.
    assert distributions - {"shiboken6"} == product.roots - INDIRECT[product]


@BY_NAME
def test_nothing_that_is_packed_needs_what_is_left_out(product: Product) -> None:
    modules = {one.replace("/", ".") for one in product.left_out} | {"dock", "tools", "bench", "tests"}
    assert not [name for name in imported(product) for one in modules if f"{name}.".startswith(f"{one}.")]
    assert all((ROOT / one).is_dir() for one in product.left_out)


def test_each_product_has_only_its_own_libraries() -> None:
    names = {one: {entry.name for entry in closure(LOCK, one.roots, without=WITHOUT)} for one in PRODUCTS}
    assert not names[KIOSK] & {"fastapi", "sqlalchemy", "psycopg", "trustme", "argon2-cffi", *WITHOUT}
    assert not names[CAISSE] & {"pyside6-essentials", "pyscard", "pyserial", "python-escpos", *WITHOUT}
    assert {"psycopg-binary", "argon2-cffi-bindings", "h11"} <= names[CAISSE]
    for tool in ("pytest", "hypothesis", "mypy", "selenium", "schemathesis", "numpy"):
        assert tool not in names[KIOSK] | names[CAISSE]


def test_what_is_cut_from_the_lock_keeps_every_hash() -> None:
    (entry,) = closure(LOCK, BUILDERS, without=())
    text = (ROOT / "requirements.lock").read_text("utf-8")
    block = re.search(r"^setuptools==.*?(?=\n    # via)", text, re.DOTALL | re.MULTILINE)
    assert block is not None
    assert requirements([entry]) == f"{block[0]}\n"
    assert {one.name for one in LOCK} >= SDISTS


def test_a_library_that_only_left_out_ones_ask_for_is_left_out() -> None:
    lock = (
        Entry("a", "a==1", frozenset()),
        Entry("b", "b==1", frozenset({"a"})),
        Entry("c", "c==1", frozenset({"b"})),
        Entry("d", "d==1", frozenset({"a", "b"})),
    )
    assert [one.name for one in closure(lock, {"a"}, without={"b"})] == ["a", "d"]
    with pytest.raises(ValueError, match="not in the lock: x"):
        closure(lock, {"x"}, without=())


def test_every_file_of_systemd_has_its_place() -> None:
    places = {one.file.name: (one.product.name, one.directory) for one in placed((ROOT / "systemd").iterdir())}
    assert places["kiosk.service"] == ("kiosk", "usr/lib/systemd/system")
    assert places["70-kiosk.rules"] == ("kiosk", "usr/lib/udev/rules.d")
    assert places["50-kiosk.rules"] == ("kiosk", "usr/share/polkit-1/rules.d")
    assert places["caisse-users.conf"] == ("caisse", "usr/lib/sysusers.d")


@pytest.mark.parametrize("name", ["kiosk.mount", "cuisine.service", "80-other.rules", "kioskette.service", "README"])
def test_a_file_that_nobody_knows_stops_the_packing(name: str) -> None:
    with pytest.raises(UnknownFileError, match=name):
        placed([Path("systemd", name)])


def test_units_with_an_install_section_are_enabled() -> None:
    enabled = {one.name for one in (ROOT / "systemd").glob("*.*") if starts_by_itself(one.read_text("utf-8"))}
    assert {"kiosk.service", "kiosk-identity.path", "kiosk-reboot.path", "caisse.service"} <= enabled
    assert "kiosk-drain.service" not in enabled


@BY_NAME
def test_the_settings_say_once_what_is_rewritten(product: Product) -> None:
    text = (ROOT / "config" / product.settings).read_text("utf-8")
    assert [text.count(former) for former, _ in product.rewritten] == [1] * len(product.rewritten)
