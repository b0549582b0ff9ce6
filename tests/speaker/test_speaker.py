"""The loudspeaker plays through the real player what it is given, the newest only, and falls silent at once."""

from __future__ import annotations

import os
import random
import threading
from pathlib import Path
from typing import Any

import pytest
from sounds import sent, wav

SAMPLES = random.Random(1).randbytes(2 * 40_000)
OTHERS = random.Random(2).randbytes(2 * 30_000)
LONG = random.Random(3).randbytes(2 * 16_000 * 30)


@pytest.fixture
def pipe(played: Path) -> Path:
    """Where ALSA writes is a pipe: a sound lasts for as long as nobody reads it."""
    os.mkfifo(played)
    return played


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (16_000, 1), (22_050, 1), (48_000, 2)])
def test_what_is_played_is_what_was_sent(pipe: Path, start: Any, rate: int, channels: int) -> None:
    heard = start()

    heard.speaker.play(sent(wav(SAMPLES, rate=rate, channels=channels)))

    # The player rounds up to a whole period with silence.
    content = pipe.read_bytes()
    assert content.startswith(SAMPLES)
    assert not any(content[len(SAMPLES) :])


def test_a_sound_of_8_bits_is_played_as_it_is(pipe: Path, start: Any) -> None:
    heard = start()

    heard.speaker.play(sent(wav(SAMPLES, rate=8_000, width=1)))

    content = pipe.read_bytes()
    assert content.startswith(SAMPLES)
    assert set(content[len(SAMPLES) :]) <= {0x80}


def test_one_sound_after_the_other(pipe: Path, start: Any) -> None:
    heard = start()
    for samples in (SAMPLES, OTHERS, SAMPLES):
        heard.speaker.play(sent(wav(samples)))
        assert pipe.read_bytes().startswith(samples)
    assert heard.journal.empty()


def test_a_new_sound_stops_the_one_before(pipe: Path, start: Any) -> None:
    heard = start()
    heard.speaker.play(sent(wav(LONG)))
    with pipe.open("rb") as first:
        begin = first.read(1000)
        heard.speaker.play(sent(wav(OTHERS)))
        end = first.read(len(LONG) * 2)

    # The other sound may already be waiting to be read from the same pipe, after what was left of the first.
    assert LONG.startswith(begin)
    cut = begin + end
    at = cut.find(OTHERS[:4096])
    assert len(cut if at < 0 else cut[:at]) < len(LONG) // 2
    if at < 0:
        assert pipe.read_bytes().startswith(OTHERS)
    else:
        assert cut[at:].startswith(OTHERS)
    assert heard.journal.empty()


def test_it_falls_silent_when_the_visit_is_wiped(pipe: Path, start: Any) -> None:
    heard = start()
    heard.speaker.play(sent(wav(LONG)))
    with pipe.open("rb") as sound:
        begin = sound.read(1000)
        heard.speaker.forget()
        end = sound.read()

    assert len(begin + end) < len(LONG) // 2
    heard.speaker.play(sent(wav(OTHERS)))
    assert pipe.read_bytes().startswith(OTHERS)
    assert heard.journal.empty()


def test_of_two_sounds_asked_at_once_the_last_is_heard(pipe: Path, start: Any) -> None:
    heard = start()
    for _ in range(20):
        heard.speaker.play(sent(wav(LONG)))
    heard.speaker.play(sent(wav(OTHERS)))

    content = b""
    while OTHERS not in content:
        content += pipe.read_bytes()
    assert heard.journal.empty()


def test_stopping_ends_the_player_and_the_thread(pipe: Path, start: Any) -> None:
    heard = start()
    heard.speaker.play(sent(wav(LONG)))
    with pipe.open("rb") as sound:
        sound.read(1000)
        heard.speaker.stop(30)
        rest = sound.read()

    assert len(rest) < len(LONG) // 2
    assert "speaker" not in {thread.name for thread in threading.enumerate()}


def test_another_device_by_name(played: Path, start: Any) -> None:
    other = played.with_name("played.raw.other")
    os.mkfifo(other)
    heard = start("headset")

    heard.speaker.play(sent(wav(SAMPLES)))

    assert other.read_bytes().startswith(SAMPLES)
    assert not played.exists()


def test_a_device_that_is_not_there_is_noted(played: Path, start: Any) -> None:
    heard = start("nowhere")

    heard.speaker.play(sent(wav(SAMPLES)))

    assert heard.next_line() == ("speaker.failed", "status 1")


def test_a_machine_without_a_player_is_noted(start: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    heard = start()

    heard.speaker.play(sent(wav(SAMPLES)))

    assert heard.next_line() == ("speaker.failed", "no player")


def test_what_is_no_sound_is_noted_and_the_next_one_is_heard(pipe: Path, start: Any) -> None:
    heard = start()
    heard.speaker.play("90317")
    assert heard.next_line() == ("speaker.refused", "base64")

    heard.speaker.play(sent(wav(SAMPLES)))

    assert pipe.read_bytes().startswith(SAMPLES)


def test_nothing_of_a_sound_stays_on_the_disk(pipe: Path, start: Any, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    heard = start()

    heard.speaker.play(sent(wav(SAMPLES)))

    pipe.read_bytes()
    assert set(tmp_path.iterdir()) == before
