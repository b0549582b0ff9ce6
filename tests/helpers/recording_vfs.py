"""What SQLite does to the disk, written down: a VFS around the one of the very library that the product runs on.

The stdlib's connections use it while it is the default; the product's code is not changed and does not know.
"""

from __future__ import annotations

import ctypes
import importlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_OK = 0
_MAIN_DB = 0x100


@dataclass(frozen=True)
class Created:
    path: str


@dataclass(frozen=True)
class Deleted:
    path: str


@dataclass(frozen=True)
class Written:
    path: str
    offset: int
    content: bytes


@dataclass(frozen=True)
class Truncated:
    path: str
    size: int


@dataclass(frozen=True)
class Synced:
    path: str


@dataclass(frozen=True)
class DirectorySynced:
    path: str


@dataclass(frozen=True)
class Marked:
    """What the workload was told, or is about to ask, at this moment."""

    what: object


Event = Created | Deleted | Written | Truncated | Synced | DirectorySynced | Marked


@dataclass
class Recording:
    """All events, in order.

    Attributes:
        fault: asked before each event; an error code of SQLite's to give in its place, or None.
    """

    events: list[Event] = field(default_factory=list)
    fault: Callable[[Event], int | None] = lambda _event: None

    def mark(self, what: object) -> None:
        self.events.append(Marked(what))

    def note(self, event: Event) -> int:
        code = self.fault(event)
        if code is None:
            self.events.append(event)
            return _OK
        return code


_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_SET_CALL = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
_GET_CALL = CFUNCTYPE(c_void_p, c_void_p, c_char_p)
_OPEN_DIRECTORY = CFUNCTYPE(c_int, c_char_p, POINTER(c_int))


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("others", c_void_p * 11),
        ("set_system_call", _SET_CALL),
        ("get_system_call", _GET_CALL),
        ("next_system_call", c_void_p),
    )


class _Methods(Structure):
    _fields_ = (
        ("version", c_int),
        ("close", _CLOSE),
        ("read", c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("others", c_void_p * 13),
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class NotSharedError(RuntimeError):
    """Python carries a SQLite of its own inside: what runs cannot be watched."""


def _library() -> ctypes.CDLL:
    module = importlib.import_module("_sqlite3")
    try:
        library = ctypes.CDLL(str(module.__file__))
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_sourceid.restype = c_char_p
    except (AttributeError, OSError) as error:
        raise NotSharedError(
            "sqlite3 must be linked to a shared libsqlite3 (Debian's and pyenv's Python are)"
        ) from error
    connection = sqlite3.connect(":memory:")
    (running,) = connection.execute("SELECT sqlite_source_id()").fetchone()
    connection.close()
    if library.sqlite3_sourceid().decode() != running:
        raise NotSharedError("the libsqlite3 that was found is not the one that runs")
    return library


class _Shim:
    """The callbacks, and what they need to stay alive."""

    def __init__(self, library: ctypes.CDLL, recording: Recording) -> None:
        self._recording = recording
        self._base = library.sqlite3_vfs_find(None)
        self._paths: dict[int, str] = {}
        self._tables: dict[int, _Methods] = {}
        self._original: dict[int, Any] = {}
        base = self._base.contents
        self._open_directory = ctypes.cast(base.get_system_call(self._base, b"openDirectory"), _OPEN_DIRECTORY)
        self._watch = _OPEN_DIRECTORY(self._on_open_directory)
        base.set_system_call(self._base, b"openDirectory", ctypes.cast(self._watch, c_void_p))
        self.vfs = _Vfs.from_buffer_copy(base)
        self.vfs.next = None
        self.vfs.name = b"recording"
        self._hooks = (_OPEN(self._on_open), _DELETE(self._on_delete))
        self.vfs.open, self.vfs.delete = self._hooks
        self._file_hooks = (
            _CLOSE(self._on_close),
            _WRITE(self._on_write),
            _TRUNCATE(self._on_truncate),
            _SYNC(self._on_sync),
        )

    def restore(self) -> None:
        self._base.contents.set_system_call(self._base, b"openDirectory", None)

    def _on_open(self, _vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
        # SQLite keeps the name's address, and reads on behind it.
        path = None if name is None else ctypes.string_at(name).decode()
        was_there = path is not None and Path(path).exists() and (Path(path).stat().st_size or not flags & _MAIN_DB)
        code: int = self._base.contents.open(self._base, name, file, flags, out)
        if code == _OK and path is not None:
            if not was_there:
                self._recording.note(Created(path))
            self._paths[file] = path
            self._wrap(file)
        return code

    def _wrap(self, file: int) -> None:
        handle = ctypes.cast(file, POINTER(_File)).contents
        address = ctypes.addressof(handle.methods.contents)
        if address not in self._tables:
            table = _Methods.from_buffer_copy(handle.methods.contents)
            table.close, table.write, table.truncate, table.sync = self._file_hooks
            self._tables[address] = table
        # By address: the field itself is about to point elsewhere.
        self._original[file] = ctypes.cast(address, POINTER(_Methods))
        handle.methods = ctypes.pointer(self._tables[address])

    def _on_close(self, file: int) -> int:
        self._paths.pop(file)
        code: int = self._original.pop(file).contents.close(file)
        return code

    def _on_write(self, file: int, content: int, size: int, offset: int) -> int:
        code = self._recording.note(Written(self._paths[file], offset, ctypes.string_at(content, size)))
        return code or self._original[file].contents.write(file, content, size, offset)

    def _on_truncate(self, file: int, size: int) -> int:
        code = self._recording.note(Truncated(self._paths[file], size))
        return code or self._original[file].contents.truncate(file, size)

    def _on_sync(self, file: int, flags: int) -> int:
        code = self._recording.note(Synced(self._paths[file]))
        return code or self._original[file].contents.sync(file, flags)

    def _on_delete(self, _vfs: int, name: int, sync_directory: int) -> int:
        path = ctypes.string_at(name).decode()
        code = self._recording.note(Deleted(path)) if Path(path).exists() else _OK
        return code or self._base.contents.delete(self._base, name, sync_directory)

    def _on_open_directory(self, name: bytes, descriptor: Any) -> int:
        self._recording.note(DirectorySynced(str(Path(name.decode()).parent)))
        code: int = self._open_directory(name, descriptor)
        return code


@contextmanager
def recording() -> Iterator[Recording]:
    """While it lasts, every database that this process opens is watched.

    Raises:
        NotSharedError: this Python's SQLite cannot be watched.
    """
    library = _library()
    written = Recording()
    shim = _Shim(library, written)
    library.sqlite3_vfs_register(ctypes.byref(shim.vfs), 1)
    try:
        yield written
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(shim.vfs))
        shim.restore()
