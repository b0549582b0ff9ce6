"""Only a short, honest WAV of PCM is taken for a sound."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import sent, wav

from kiosk.devices.speaker.wav import LONGEST_S, Sound, SoundFault, read_sound

SECOND = b"\x01\x02" * 16_000


def with_chunk_length(content: bytes, length: int) -> bytes:
    """What espeak-ng writes to a pipe: it does not know yet how long the sound will be."""
    at = content.index(b"data") + 4
    return content[:at] + struct.pack("<I", length) + content[at + 4 :]


@pytest.mark.parametrize(("rate", "channels", "seconds"), [(16_000, 1, 1.0), (8_000, 2, 1.0), (48_000, 1, 1 / 3)])
def test_a_sound(rate: int, channels: int, seconds: float) -> None:
    sound = read_sound(sent(wav(SECOND, rate=rate, channels=channels)))

    assert sound == Sound(rate, channels, 2, SECOND)
    assert sound.seconds == pytest.approx(seconds)


def test_a_sound_of_8_bits() -> None:
    sound = read_sound(sent(wav(SECOND, rate=8_000, width=1)))

    assert sound == Sound(8_000, 1, 1, SECOND)
    assert sound.seconds == 4


def test_a_sound_shows_nothing_of_itself() -> None:
    assert "Sound" in repr(read_sound(sent(wav(SECOND))))
    assert repr(SECOND)[2:12] not in repr(read_sound(sent(wav(SECOND))))


WHOLE = wav(SECOND)
REFUSED = {
    "nothing": ("", SoundFault.WAV),
    "not base64": ("é", SoundFault.BASE64),
    "base64 with a line": (sent(WHOLE) + "\n", SoundFault.BASE64),
    "another file": (sent(b"\x89PNG\r\n\x1a\n" + bytes(200)), SoundFault.WAV),
    "RIFF of another kind": (sent(WHOLE.replace(b"WAVE", b"AVI ")), SoundFault.WAV),
    "cut in its header": (sent(WHOLE[:30]), SoundFault.WAV),
    "cut in its samples": (sent(WHOLE[:-2]), SoundFault.LENGTH),
    "of unknown length": (sent(with_chunk_length(WHOLE, 0x7FFFF000)), SoundFault.LENGTH),
    "shorter than it says": (sent(with_chunk_length(WHOLE, 40_000)), SoundFault.LENGTH),
    "compressed": (sent(WHOLE[:20] + b"\x07\x00" + WHOLE[22:]), SoundFault.WAV),
    "24 bits": (sent(wav(SECOND * 3, width=3)), SoundFault.FORMAT),
    "four channels": (sent(wav(SECOND, channels=4)), SoundFault.FORMAT),
    "too slow": (sent(wav(SECOND, rate=7_999)), SoundFault.FORMAT),
    "too fast": (sent(wav(SECOND, rate=48_001)), SoundFault.FORMAT),
    "empty": (sent(wav(b"")), SoundFault.LENGTH),
    "too long": (sent(wav(bytes(2 * (8_000 * LONGEST_S + 1)), rate=8_000)), SoundFault.LENGTH),
}


@pytest.mark.parametrize(("text", "fault"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused(text: str, fault: SoundFault) -> None:
    assert read_sound(text) is fault


def test_the_longest_sound() -> None:
    assert isinstance(read_sound(sent(wav(bytes(2 * 8_000 * LONGEST_S), rate=8_000))), Sound)


@given(st.binary(max_size=300) | st.tuples(st.integers(0, 60), st.binary(max_size=8)))
def test_whatever_comes_is_a_sound_or_a_fault(damage: bytes | tuple[int, bytes]) -> None:
    if isinstance(damage, tuple):
        at, other = damage
        damage = WHOLE[:at] + other + WHOLE[at + len(other) :]

    found = read_sound(sent(damage))

    assert isinstance(found, Sound | SoundFault)
    if isinstance(found, Sound):
        assert 0 < found.seconds <= LONGEST_S
