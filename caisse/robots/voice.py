"""Digits said in French by eSpeak NG, over a little noise: a WAV small enough to travel in an answer."""

from __future__ import annotations

import subprocess
import wave
from array import array
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image

RATE: Final = 8000
"""Samples per second, one byte each: a telephone's voice, 8 KB for a second."""
_VOICES: Final = ("fr", "fr+f2", "fr+m3", "fr+f4")
_PEAK: Final = 110
_TIMEOUT_S: Final = 10


def said(signs: str, chance: Random) -> bytes:
    """Digits spoken one by one, with a silence between: WAV, 8-bit PCM, mono.

    Args:
        signs: digits.
        chance: decides voice, pitch, pace and noise; two sounds of the same digits are not alike.

    Raises:
        OSError: ``espeak-ng`` is not installed.
        subprocess.SubprocessError: it failed.
    """
    voice, pitch, pace = chance.choice(_VOICES), chance.randint(35, 60), chance.randint(115, 135)
    command = ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(pace), "--stdin", "--stdout"]
    # By its standard input: arguments can be read by everybody on the machine.
    text = "".join(f"{sign}.\n\n" for sign in signs)
    spoken = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=_TIMEOUT_S).stdout
    samples = _resampled(spoken)
    loudest = max(abs(sample) for sample in samples) or 1.0
    noise = chance.uniform(2.0, 4.0)
    bytes_out = bytes(
        max(0, min(255, round(128 + sample / loudest * _PEAK + chance.uniform(-noise, noise)))) for sample in samples
    )
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes_out)
    return out.getvalue()


def _resampled(spoken: bytes) -> array[float]:
    """What eSpeak wrote, at ``RATE``."""
    with wave.open(BytesIO(spoken), "rb") as file:
        rate = file.getframerate()
        # Written to a pipe, the header's length is only a guess.
        samples = array("h", file.readframes(len(spoken)))
    # A row of pixels is a signal, and making a picture smaller is resampling: Lanczos, in C.
    row = Image.frombytes("F", (len(samples), 1), array("f", samples).tobytes())
    return array("f", row.resize((len(samples) * RATE // rate, 1), Image.Resampling.LANCZOS).tobytes())
