"""A real X server on the ``dummy`` video driver, with a ten-point touch panel, and what somebody could plug in.

Each device is driven over a socket of its own (``inputtest``).
"""

from __future__ import annotations

import os
from pathlib import Path
from string import Template

from dock.cabinet import Cabinet
from dock.processes import Child

_XORG = "/usr/lib/xorg/Xorg"

_CONFIGURATION = Template("""\
Section "ServerFlags"
    Option "AutoAddDevices" "false"
    Option "AutoEnableDevices" "false"
    Option "DontVTSwitch" "true"
    Option "BlankTime" "0"
EndSection
Section "Monitor"
    Identifier "panel"
    HorizSync 1.0-2000.0
    VertRefresh 1.0-2000.0
    DisplaySize $width_mm $height_mm
    Modeline "panel" 200.0 $width_px $h1 $h2 $h3 $height_px $v1 $v2 $v3
EndSection
Section "Device"
    Identifier "video"
    Driver "dummy"
    VideoRam 65536
EndSection
Section "Screen"
    Identifier "screen"
    Device "video"
    Monitor "panel"
    DefaultDepth 24
    SubSection "Display"
        Depth 24
        Modes "panel"
        Virtual $width_px $height_px
    EndSubSection
EndSection
Section "InputDevice"
    Identifier "touch"
    Driver "inputtest"
    Option "SocketPath" "$socket"
    Option "DeviceType" "Touch"
    Option "TouchCount" "10"
EndSection
Section "InputDevice"
    Identifier "keyboard"
    Driver "inputtest"
    Option "SocketPath" "$keyboard"
    Option "DeviceType" "Keyboard"
    Option "XkbRules" "evdev"
    Option "XkbModel" "pc105"
    Option "XkbLayout" "us"
EndSection
Section "InputDevice"
    Identifier "mouse"
    Driver "inputtest"
    Option "SocketPath" "$mouse"
    Option "DeviceType" "PointerGesture"
EndSection
Section "ServerLayout"
    Identifier "kiosk"
    Screen "screen"
    InputDevice "touch" "SendCoreEvents"
    InputDevice "keyboard" "CoreKeyboard"
    InputDevice "mouse" "CorePointer"
EndSection
""")


class DisplayError(Exception):
    """The X server did not start; the message names its log."""


class Xorg:
    """Starts at once on a free display number; ``stop`` ends it.

    Args:
        cabinet: whose screen to imitate.
        directory: an existing directory for its configuration, log and sockets.

    Raises:
        DisplayError: it ended before it was ready.

    Attributes:
        name: of the display: ``:93``.
        touch_socket, keyboard_socket, mouse_socket: of its devices (``inputtest.Device``).
    """

    def __init__(self, cabinet: Cabinet, directory: Path) -> None:
        self.touch_socket = directory / "touch.sock"
        self.keyboard_socket = directory / "keyboard.sock"
        self.mouse_socket = directory / "mouse.sock"
        configuration = directory / "xorg.conf"
        configuration.write_text(self._configuration(cabinet), "utf-8")
        ready, tell = os.pipe()
        command = [_XORG, "-config", str(configuration), "-logfile", str(directory / "xorg.log")]
        command += ["-displayfd", str(tell), "-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts", "-nocursor"]
        self._child = Child(command, directory / "xorg.out", pass_fds=[tell])
        os.close(tell)
        with os.fdopen(ready, "rb") as answer:
            number = answer.readline().strip().decode()
        if not number:
            self._child.stop()
            raise DisplayError(f"no display: see {self._child.log}")
        self.name = f":{number}"

    def stop(self) -> None:
        """End the server; its clients lose their window."""
        self._child.stop()

    def _configuration(self, cabinet: Cabinet) -> str:
        width, height = cabinet.width_px, cabinet.height_px
        return _CONFIGURATION.substitute(
            width_mm=round(cabinet.width_mm),
            height_mm=round(cabinet.height_mm),
            width_px=width,
            h1=width + 40,
            h2=width + 80,
            h3=width + 120,
            height_px=height,
            v1=height + 10,
            v2=height + 20,
            v3=height + 40,
            socket=self.touch_socket,
            keyboard=self.keyboard_socket,
            mouse=self.mouse_socket,
        )
