"""Streams of SDT replies as a bad cable delivers them. Frames are put together here, not by the driver."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

PREAMBLE = bytes.fromhex("AAAAAA9669")


def framed(body: bytes) -> bytes:
    """Preamble, length, body and checksum."""
    counted = (len(body) + 1).to_bytes(2, "big") + body
    check = 0
    for byte in counted:
        check ^= byte
    return PREAMBLE + counted + bytes((check,))


@dataclass(frozen=True)
class Stream:
    """Bytes on the wire, cut into reads, and the bodies of the frames in it that nothing happened to."""

    reads: list[bytes]
    whole: list[bytes]


def body(chance: random.Random) -> bytes:
    """SW1 SW2 SW3 and data; now and then as long as a card with a photo."""
    size = 1287 if chance.random() < 0.01 else chance.randrange(60)
    return chance.randbytes(3 + size).replace(PREAMBLE, b"")


def damaged(frame: bytes, chance: random.Random) -> bytes:
    """What is left of a frame after one of the accidents seen in the field."""
    place = chance.randrange(len(frame))
    match chance.randrange(6):
        case 0:
            return chance.randbytes(chance.randrange(40)).replace(PREAMBLE, b"")  # noise
        case 1:
            return frame[:place]  # cut
        case 2:
            return frame[:5] + bytes((chance.randrange(256), chance.randrange(256))) + frame[7:]  # length wrong
        case 3:
            return frame[:-1] + bytes((frame[-1] ^ chance.randrange(1, 256),))  # checksum wrong
        case 4:
            return frame[:place] + bytes((frame[place] ^ 1 << chance.randrange(8),)) + frame[place + 1 :]  # flipped
        case _:
            return frame[:place] + frame[chance.randrange(place, len(frame)) :]  # bytes lost


def streams(frames: int, seed: int) -> Iterator[Stream]:
    """Streams of ten whole frames each, with damaged ones between, until that many frames were made."""
    chance = random.Random(seed)
    for _ in range(frames // 20):
        pieces: list[bytes] = []
        whole: list[bytes] = []
        for _ in range(10):
            pieces.append(damaged(framed(body(chance)), chance))
            whole.append(body(chance))
            pieces.append(framed(whole[-1]))
        yield Stream(list(_reads(b"".join(pieces), chance)), whole)


def _reads(data: bytes, chance: random.Random) -> Iterator[bytes]:
    longest = chance.choice((1, 7, 300, len(data)))
    place = 0
    while place < len(data):
        size = chance.randint(1, longest)
        yield data[place : place + size]
        place += size
