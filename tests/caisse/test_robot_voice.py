"""The check against robots by eye and by ear: the picture is one, the voice says the digits and no other."""

from __future__ import annotations

import base64
import io
import subprocess
import wave
from functools import cache
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from post_office import PostOffice
from sqlalchemy import update

from caisse.robots.picture import HEIGHT, WIDTH, drawn
from caisse.robots.voice import RATE, Manner, said, some_manner
from caisse.store.account_schema import ROBOT_CHECK

Sound = NDArray[np.float64]
BANDS = 24


def samples(wav: bytes) -> Sound:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 1, RATE)
        content = file.readframes(file.getnframes())
    return (np.frombuffer(content, dtype=np.uint8).astype(np.float64) - 128) / 128


def spoken(sound: Sound) -> list[Sound]:
    """The words, cut at the silences between them."""
    step = RATE // 100
    loud = np.array([np.abs(sound[at : at + step]).mean() for at in range(0, len(sound), step)]) > 0.035
    words: list[list[int]] = []
    for place in np.flatnonzero(loud):
        if words and place - words[-1][1] < 18:
            words[-1][1] = int(place)
        else:
            words.append([int(place), int(place)])
    return [sound[max(0, (first - 9) * step) : (last + 10) * step] for first, last in words if last - first > 4]


def traits(word: Sound) -> Sound:
    """How the spectrum's shape goes through a word: 25 ms windows, cepstra of 24 mel bands."""
    size, hop = RATE // 40, RATE // 100
    frames = np.array([word[at : at + size] * np.hanning(size) for at in range(0, len(word) - size, hop)])
    power = np.abs(np.fft.rfft(frames, 512)) ** 2
    mel = np.linspace(0, 2595 * np.log10(1 + RATE / 2 / 700), BANDS + 2)
    edges = np.floor(513 * (700 * (10 ** (mel / 2595) - 1)) / RATE).astype(int)
    bank = np.zeros((BANDS, 257))
    for band in range(BANDS):
        low, middle, high = edges[band : band + 3]
        bank[band, low : middle + 1] = np.linspace(0, 1, middle - low + 1)
        bank[band, middle : high + 1] = np.linspace(1, 0, high - middle + 1)
    logs = np.log(power @ bank.T + 0.3)
    places = np.arange(BANDS)
    cosines = np.cos(np.pi / BANDS * (places + 0.5)[:, None] * np.arange(1, 13)[None, :])
    cepstra: Sound = logs @ cosines
    return cepstra


def distance(one: Sound, other: Sound) -> float:
    """Dynamic time warping: a slower voice says the same word."""
    costs = np.linalg.norm(one[:, None, :] - other[None, :, :], axis=2)
    total = np.full((len(one) + 1, len(other) + 1), np.inf)
    total[0, 0] = 0
    for i in range(len(one)):
        for j in range(len(other)):
            total[i + 1, j + 1] = costs[i, j] + min(total[i, j], total[i, j + 1], total[i + 1, j])
    return float(total[-1, -1]) / (len(one) + len(other))


@cache
def references(manner: Manner) -> dict[str, Sound]:
    """Each digit, rendered by eSpeak on its own."""
    found: dict[str, Sound] = {}
    for digit in "0123456789":
        command = ["espeak-ng", "-v", manner.voice, "-s", str(manner.pace), "-p", str(manner.pitch), "--stdout"]
        made = subprocess.run([*command, f"{digit}."], capture_output=True, check=True, timeout=30).stdout
        pcm = np.frombuffer(made[44:], dtype="<i2").astype(np.float64)
        plain = np.interp(np.arange(0, len(pcm) - 1, 22050 / RATE), np.arange(len(pcm)), pcm)
        plain = np.concatenate([np.zeros(RATE // 4), plain])
        noise = np.random.default_rng(1).uniform(-0.025, 0.025, len(plain))
        (word,) = spoken(plain / np.abs(plain).max() * 0.86 + noise)
        found[digit] = traits(word)
    return found


def heard(wav: bytes, manner: Manner) -> str:
    """What the words of a sound are most like."""
    known = references(manner)
    return "".join(min(known, key=lambda digit: distance(traits(word), known[digit])) for word in spoken(samples(wav)))


@pytest.mark.parametrize("seed", range(6))
def test_the_voice_says_the_digits_and_no_other(seed: int) -> None:
    chance = Random(seed)
    signs = "".join(chance.sample("0123456789", 5))
    manner = some_manner(chance)
    assert heard(said(signs, manner, chance), manner) == signs


@pytest.mark.parametrize("signs", ["01234", "56789"])
def test_every_digit_is_told_from_every_other(signs: str) -> None:
    manner = Manner("fr", 50, 120)
    wav = said(signs, manner, Random(1))
    assert heard(wav, manner) == signs
    assert heard(wav, manner) != signs[::-1]


def test_two_sounds_of_the_same_digits_are_not_alike() -> None:
    assert said("12345", Manner("fr", 50, 120), Random(1)) != said("12345", Manner("fr", 50, 120), Random(2))
    assert len({some_manner(Random(seed)) for seed in range(20)}) > 10


def test_the_picture_is_dark_on_light_and_never_the_same() -> None:
    first, second = (drawn("40718", Random(seed)) for seed in (1, 2))
    assert first != second
    picture = Image.open(io.BytesIO(first)).convert("L")
    assert picture.size == (WIDTH, HEIGHT)
    pixels = np.asarray(picture)
    assert 0.05 < (pixels < 60).mean() < 0.3
    assert (pixels > 230).mean() > 0.5


def test_a_terminal_gets_a_check_small_enough_to_travel(office: PostOffice) -> None:
    terminal = office.caisse.terminal()
    answer = terminal.send("POST", "/v1/robot-checks")
    assert answer.status_code == 201
    check = answer.json()
    assert check["digits"] == 5
    picture, sound = base64.b64decode(check["picture"]), base64.b64decode(check["sound"])
    assert picture.startswith(b"\x89PNG")
    assert len(answer.content) < 150_000
    assert len(spoken(samples(sound))) == 5


def test_what_is_too_old_is_erased_by_the_next_visit(office: PostOffice) -> None:
    terminal = office.caisse.terminal()
    terminal.send("POST", "/v1/robot-checks")
    office.caisse.clock.advance(minutes=10)
    terminal.visit()
    left = office.caisse.store.write(lambda connection: connection.execute(update(ROBOT_CHECK).values(id="x")).rowcount)
    assert left == 0
