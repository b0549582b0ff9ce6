"""The loudspeaker's thread: one sound at a time, the newest; without a loudspeaker the screen says it all the same."""

from __future__ import annotations

import subprocess
import threading
from typing import Final

from kiosk.devices.speaker.log import SPEAKER_FAILED, SPEAKER_REFUSED, Record, record_nothing
from kiosk.devices.speaker.wav import Sound, SoundFault, read_sound

_PLAYER: Final = "aplay"
_FORMS: Final = {1: "U8", 2: "S16_LE"}
"""ALSA's names, by bytes in a sample."""
_GRACE_S: Final = 5.0
"""Past the sound's own length by so much, the player is stuck."""


class Speaker:
    """Plays on a thread named ``speaker``, through ``aplay``; a sound goes to its standard input, never to a file.

    Args:
        device: name of an ALSA device; None for the system's default one.
        record: the journal; called from the thread.
    """

    def __init__(self, device: str | None = None, record: Record = record_nothing) -> None:
        self._device = device
        self._record = record
        self._changed = threading.Condition()
        self._wanted: str | None = None
        self._turn = 0
        self._player: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """Fall silent and end the thread.

        Args:
            timeout_s: seconds to wait for it; a thread held longer by the system ends with the process.
        """
        with self._changed:
            self._stopping = True
            self._hush()
        self._thread.join(timeout_s)

    def play(self, sound: str) -> None:
        """Let a sound be heard, instead of any other (ACC-05); at once, from any thread.

        Args:
            sound: WAV in base64: 8 or 16 bits, one or two channels, 8 to 48 kHz, a minute at the longest.
        """
        with self._changed:
            self._hush()
            self._wanted = sound
            self._changed.notify_all()

    def forget(self) -> None:
        """Fall silent at once: the visit is wiped (SEC-22)."""
        with self._changed:
            self._hush()

    def _hush(self) -> None:
        self._wanted = None
        self._turn += 1
        if self._player:
            self._player.kill()
        self._changed.notify_all()

    def _run(self) -> None:
        # One frame a sound: nothing of it stays in one that waits.
        while self._step():
            pass

    def _step(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._wanted is not None or self._stopping)
            wanted, turn, self._wanted = self._wanted, self._turn, None
        if wanted is None:
            return False
        sound = read_sound(wanted)
        if isinstance(sound, SoundFault):
            self._record(SPEAKER_REFUSED, cause=sound.value)
            return True
        cause = self._let_hear(sound, turn)
        if cause and turn == self._turn:
            self._record(SPEAKER_FAILED, cause=cause)
        return True

    def _let_hear(self, sound: Sound, turn: int) -> str | None:
        """Play to the end, or until another turn has come; why it was not heard, if it was not."""
        try:
            player = subprocess.Popen(
                self._command(sound), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except OSError:
            return "no player"
        with self._changed:
            self._player = player
            if turn != self._turn:
                player.kill()
        try:
            player.communicate(sound.samples, timeout=sound.seconds + _GRACE_S)
        except subprocess.TimeoutExpired:
            player.kill()
            player.communicate()
            return "stuck"
        finally:
            with self._changed:
                self._player = None
        return f"status {player.returncode}" if player.returncode else None

    def _command(self, sound: Sound) -> list[str]:
        # Raw samples: the player reads no header that came from outside.
        form = ["--file-type", "raw", "--format", _FORMS[sound.width]]
        shape = ["--rate", str(sound.rate_hz), "--channels", str(sound.channels)]
        device = [] if self._device is None else ["--device", self._device]
        return [_PLAYER, "--quiet", *form, *shape, *device]
