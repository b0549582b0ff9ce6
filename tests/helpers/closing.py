"""What a window manager sends when somebody closes a window: WM_DELETE_WINDOW, to every window of a display.

Run as a process of its own: ``closing.py DISPLAY``; prints how many windows were asked.
"""

from __future__ import annotations

import ctypes
import sys

_CLIENT_MESSAGE = 33
_FORMAT = 32


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        # The library copies as much as its largest event.
        ("rest", ctypes.c_long * 12),
    )


def _main(name: str) -> None:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(name.encode()))
    root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
    windows = ctypes.POINTER(ctypes.c_ulong)()
    top = ctypes.c_ulong(x11.XDefaultRootWindow(display))
    x11.XQueryTree(display, top, *map(ctypes.byref, (root, parent, windows, count)))
    protocols, delete = (x11.XInternAtom(display, atom, 0) for atom in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    for place in range(count.value):
        data = (ctypes.c_long * 5)(delete, 0, 0, 0, 0)
        event = _ClientMessage(
            type=_CLIENT_MESSAGE, window=windows[place], message_type=protocols, format=_FORMAT, data=data
        )
        x11.XSendEvent(display, ctypes.c_ulong(windows[place]), 0, ctypes.c_long(0), ctypes.byref(event))
    x11.XSync(display, 0)
    sys.stdout.write(f"{count.value}\n")


if __name__ == "__main__":
    _main(sys.argv[1])
