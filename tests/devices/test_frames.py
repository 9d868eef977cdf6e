"""A card reader on a bad cable: frames come damaged, and the good ones among them are still read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.id_card.frames import LONGEST, Frame, FrameParser, request
from tests.devices.frame_streams import PREAMBLE, framed, streams

FIND_REPLY = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
MEMORY_BYTES = LONGEST + 4096 + 16


def test_requests_are_the_bytes_of_the_table() -> None:
    assert request(0x20, 0x01) == bytes.fromhex("AAAAAA96690003200122")
    assert request(0x20, 0x02) == bytes.fromhex("AAAAAA96690003200221")
    assert request(0x30, 0x01) == bytes.fromhex("AAAAAA96690003300132")
    assert request(0x60, 0x04) == bytes.fromhex("AAAAAA96690003600467")


def test_a_reply_is_read_whole_or_in_single_bytes() -> None:
    expected = [Frame(0, 0, 0x9F, bytes(4))]
    assert FrameParser().feed(FIND_REPLY) == expected
    parser = FrameParser()
    assert [frame for byte in FIND_REPLY for frame in parser.feed(bytes((byte,)))] == expected


def test_the_damaged_preamble_of_the_field_is_read() -> None:
    assert FrameParser().feed(bytes.fromhex("AA00AAAA") + FIND_REPLY[3:]) == [Frame(0, 0, 0x9F, bytes(4))]


def test_two_replies_in_one_read() -> None:
    assert [frame.sw3 for frame in FrameParser().feed(FIND_REPLY + framed(b"\0\0\x80"))] == [0x9F, 0x80]


def test_an_over_long_length_does_not_wait_for_bytes_that_never_come() -> None:
    parser = FrameParser()
    assert parser.feed(PREAMBLE + b"\xff\xf0" + bytes(200)) == []
    assert parser.held_bytes < 200
    assert parser.feed(FIND_REPLY) == [Frame(0, 0, 0x9F, bytes(4))]


def test_a_reply_that_broke_off_gives_way_to_the_next_at_once() -> None:
    parser = FrameParser()
    assert parser.feed(framed(bytes(1287))[:700]) == []
    assert parser.feed(FIND_REPLY) == [Frame(0, 0, 0x9F, bytes(4))]


def test_a_reply_cut_by_four_bytes_whose_checksum_fits_by_chance() -> None:
    cut = framed(bytes.fromhex("000080") + bytes(8) + b"\x00\xaa\xaa\xaa")
    fitting = cut[:-5] + bytes((cut[-1] ^ 0x96,))  # so that the preamble behind it completes it
    parser = FrameParser()
    frames = [frame for byte in fitting + FIND_REPLY for frame in parser.feed(bytes((byte,)))]
    assert frames[-1] == Frame(0, 0, 0x9F, bytes(4))


def test_a_wrong_checksum_is_no_reply() -> None:
    assert FrameParser().feed(FIND_REPLY[:-1] + b"\x00") == []


def test_a_frame_shows_nothing_of_a_person() -> None:
    assert "张" not in repr(Frame(0, 0, 0x90, "张三".encode("utf-16-le")))
    assert repr(Frame(0, 0, 0x90, b"abc")) == "<Frame 00 00 90, 3 bytes>"


@given(st.lists(st.binary(max_size=400), max_size=20))
def test_any_bytes_are_survived_in_bounded_memory(reads: list[bytes]) -> None:
    parser = FrameParser()
    for data in reads:
        parser.feed(data)
        assert parser.held_bytes <= MEMORY_BYTES
    parser.forget()
    assert parser.feed(FIND_REPLY) == [Frame(0, 0, 0x9F, bytes(4))]


@given(st.binary(max_size=200), st.binary(min_size=3, max_size=200))
def test_a_good_reply_after_noise_is_read(noise: bytes, body: bytes) -> None:
    noise, body = noise.replace(PREAMBLE, b""), body.replace(PREAMBLE, b"")
    if len(body) >= 3:
        frames = FrameParser().feed(noise + framed(body))
        assert frames[-1] == Frame(body[0], body[1], body[2], body[3:])


def read_all_good(frames: int, seed: int) -> int:
    """Parse that many generated frames; returns how many good ones were read back, each in its place."""
    read = 0
    for stream in streams(frames, seed):
        parser = FrameParser()
        seen: list[Frame] = []
        for data in stream.reads:
            seen += parser.feed(data)
            assert parser.held_bytes <= MEMORY_BYTES
        found = iter(seen)
        for body in stream.whole:
            assert Frame(body[0], body[1], body[2], body[3:]) in found, "a good frame was lost or out of order"
            read += 1
    return read


def test_ten_thousand_frames_on_a_bad_cable() -> None:
    assert read_all_good(10_000, seed=1) == 5_000


@pytest.mark.long
def test_a_million_frames_on_a_bad_cable() -> None:
    assert read_all_good(1_000_000, seed=2) == 500_000
