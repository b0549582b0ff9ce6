"""ESC-22: whoever can set an environment variable gets nothing of theirs loaded, and nothing else shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attacked import PACE
from scene import Scene, scene

from dock import commands as do
from dock.player import words
from dock.player.steps import inserts, sees, titled
from dock.processes import Child

LAUNCHER = (sys.executable, "-I", "-m", "kiosk")
"""As the package's own: ``python3 -I`` (tools/deb/debian/launcher)."""
MARIE = "Bonjour MARIE D."
PLANTED = """
from pathlib import Path
Path({trace!r}).write_text("loaded")
"""


@pytest.fixture(scope="module")
def stage() -> Iterator[Scene]:
    with scene(PACE) as made:
        yield made


@contextmanager
def started(stage: Scene, hostile: dict[str, str], command: tuple[str, ...] = LAUNCHER) -> Iterator[Child]:
    """A terminal in a hostile environment, somebody before it."""
    own = dict(stage.environment)
    stage.environment |= hostile
    try:
        running = stage.start(command=command)
        for act in (titled(words.WELCOME), inserts("marie"), sees(MARIE)):
            act(stage.visitor)
        yield running
    finally:
        stage.end()
        stage.dock.do(do.CardRemove())
        stage.environment.clear()
        stage.environment.update(own)


def planted(place: Path) -> tuple[dict[str, str], Path]:
    """Python modules that leave a trace when they are imported, under names that Python and the product import."""
    trace = place / "trace"
    modules = place / "modules"
    modules.mkdir()
    for name in ("sitecustomize", "usercustomize", "click", "babel", "json"):
        (modules / f"{name}.py").write_text(PLANTED.format(trace=str(trace)))
    startup = place / "startup.py"
    startup.write_text(PLANTED.format(trace=str(trace)))
    hostile = {
        "PYTHONPATH": str(modules),
        "PYTHONSTARTUP": str(startup),
        "PYTHONHOME": str(modules),
        "PYTHONUSERBASE": str(modules),
        "PYTHONINSPECT": "1",
        "PYTHONBREAKPOINT": "sitecustomize.boom",
        "PYTHONWARNINGS": "error",
    }
    return hostile, trace


def test_no_module_of_theirs_is_imported(stage: Scene, tmp_path: Path) -> None:
    hostile, trace = planted(tmp_path)
    with started(stage, hostile) as running:
        assert running.exit_status is None
    assert not trace.exists()


def test_their_modules_would_leave_a_trace(stage: Scene, tmp_path: Path) -> None:
    """What the test above relies on: without ``-I`` the first of them is imported."""
    hostile, trace = planted(tmp_path)
    bare = Child(
        [sys.executable, "-m", "kiosk", "--help"],
        tmp_path / "bare.log",
        {name: value for name, value in (stage.environment | hostile).items() if name != "PYTHONHOME"},
    )
    bare.wait(30)
    bare.kill()
    assert trace.exists()


def test_no_qt_plugin_or_qml_module_of_theirs_is_loaded(stage: Scene, tmp_path: Path) -> None:
    """Theirs would show another window, or none: the product's own is there, and works."""
    for module in ("QtQuick", "Borne/Screens", "Borne/Bridge", "QtQuick/Templates"):
        directory = tmp_path / "qml" / module
        directory.mkdir(parents=True)
        name = module.replace("/", ".")
        (directory / "qmldir").write_text(f"module {name}\nMain 254.0 Main.qml\nMain 1.0 Main.qml\n")
        (directory / "Main.qml").write_text("import QtQml\nQtObject { Component.onCompleted: Qt.exit(3) }\n")
    platforms = tmp_path / "plugins" / "platforms"
    platforms.mkdir(parents=True)
    (platforms / "libqxcb.so").write_bytes(b"not a library")
    hostile = {
        "QT_PLUGIN_PATH": str(tmp_path / "plugins"),
        "QT_QPA_PLATFORM_PLUGIN_PATH": str(platforms),
        "QML_IMPORT_PATH": str(tmp_path / "qml"),
        "QML2_IMPORT_PATH": str(tmp_path / "qml"),
        "QML_DISK_CACHE_PATH": str(tmp_path / "cache"),
        "QT_QPA_PLATFORMTHEME": "gtk3",
        "QT_STYLE_OVERRIDE": "evil",
        "QT_QUICK_CONTROLS_STYLE": "Evil",
        "QT_QUICK_CONTROLS_CONF": str(tmp_path / "evil.conf"),
        "QT_IM_MODULE": "qtvirtualkeyboard",
        "QT_DEBUG_PLUGINS": "1",
        "QT_LOGGING_RULES": "*=true",
        "QML_IMPORT_TRACE": "1",
        "QT_SCALE_FACTOR": "3",
        "QSG_INFO": "1",
    }
    with started(stage, hostile) as running:
        lines = running.log.read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("<")] == []
    assert not (tmp_path / "cache").exists()


def test_no_proxy_and_no_other_authority_comes_between(stage: Scene, tmp_path: Path) -> None:
    """ESC-23: the visit is opened at the caisse, by the certificate of the settings, straight."""
    nobody = "http://127.0.0.1:9"
    empty = tmp_path / "authorities.pem"
    empty.write_text("")
    hostile = dict.fromkeys(
        ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"), nobody
    ) | dict.fromkeys(("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"), str(empty))
    hostile |= {"SSLKEYLOGFILE": str(tmp_path / "keys.log"), "NETRC": str(empty)}
    with started(stage, hostile):
        sees("Attestation de droits", words.IDENTIFY)(stage.visitor)
    assert not (tmp_path / "keys.log").exists()
