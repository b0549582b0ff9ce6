"""ESC-05, ESC-06, ESC-08, ESC-09: the code holds no dialog, no link, no menu, no clipboard and no shell."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KIOSK = ROOT / "kiosk"
IN_QML = re.compile(
    r"\b(?:\w*Dialog|Popup|Menu|ContextMenu|ToolTip|WebView|WebEngineView|TextField|TextInput|TextEdit|TextArea|"
    r"Drag|DropArea|Clipboard|openUrlExternally|onLinkActivated|linkActivated|RichText|StyledText|MarkdownText|AutoText|"
    r"XMLHttpRequest|PinchHandler|PinchArea|Qt\.labs|QtWebEngine|FolderListModel|Process)\b"
)
IN_QT = re.compile(
    r"Q(?:\w*Dialog|Menu|DesktopServices|Process|WebEngine\w*|Clipboard|Drag|Printer|Widget\w*|Shortcut)"
)
SHELLS = {"subprocess", "os.system", "os.popen", "pty", "webbrowser", "pdb", "IPython", "code.interact"}
RUNNERS = {
    Path("kiosk/devices/speaker/speaker.py"): "aplay",
    Path("kiosk/sealed_identity.py"): "systemd-creds",
    Path("kiosk/maintenance/journal_reading.py"): "journalctl",
}
"""What starts another program, and which: never through a shell, never with a word that somebody typed."""


def code_of(path: Path) -> str:
    """A QML file without its comments."""
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


def names_in(path: Path) -> set[str]:
    """Every name that a module imports or reaches through an attribute."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                found |= {one.name for one in names}
            case ast.ImportFrom(module=module, names=names):
                found |= {str(module), *(one.name for one in names)}
            case ast.Attribute(value=ast.Name(id=owner), attr=attribute):
                found |= {attribute, f"{owner}.{attribute}"}
            case ast.Name(id=name):
                found.add(name)
            case _:
                pass
    return found


@pytest.mark.parametrize("path", sorted(KIOSK.rglob("*.qml")), ids=lambda path: path.name)
def test_no_screen_holds_a_way_out(path: Path) -> None:
    assert IN_QML.findall(code_of(path)) == []


def test_no_module_of_the_terminal_holds_a_way_out() -> None:
    modules = sorted(KIOSK.rglob("*.py"))
    assert len(modules) > 100
    found = {}
    for path in modules:
        names = names_in(path)
        ways = {name for name in names if IN_QT.fullmatch(name)}
        if path.relative_to(ROOT) not in RUNNERS:
            ways |= names & SHELLS
        if ways:
            found[str(path.relative_to(ROOT))] = ways
    assert found == {}


@pytest.mark.parametrize("path", RUNNERS, ids=str)
def test_what_starts_a_program_uses_no_shell(path: Path) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert RUNNERS[path] in text
    assert "shell=True" not in text


def test_what_is_looked_for_would_be_found(tmp_path: Path) -> None:
    screen = tmp_path / "Evil.qml"
    screen.write_text("// TextField\nFileDialog { onAccepted: Qt.openUrlExternally(fileUrl) }\n")
    assert IN_QML.findall(code_of(screen)) == ["FileDialog", "openUrlExternally"]
    module = tmp_path / "evil.py"
    module.write_text("import subprocess\nfrom PySide6.QtGui import QDesktopServices\n")
    assert names_in(module) & SHELLS == {"subprocess"}
    assert any(IN_QT.fullmatch(name) for name in names_in(module))
