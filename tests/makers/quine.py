"""An archive whose one member is the archive itself: to unpack it is never done.

Its deflated data is a program in two instructions, `print` (a stored block) and `repeat` (a match that reaches back as far
as it is long), each five bytes, which prints what stands before it, itself, and what stands behind it.
"""

from __future__ import annotations

import struct
import zlib
from itertools import count

NAME = b"Kent Police, offences with the online flag.zip"  # long enough for a repetition of the header in five bytes


def archive_of_itself() -> bytes:
    """The archive. Its checksum stands in it four times and is found by solving 32 equations over bits."""
    for day in count():  # not every date has a solution
        without = _whole(0, day)
        none = zlib.crc32(without)
        columns = [zlib.crc32(_whole(1 << bit, day)) ^ none ^ (1 << bit) for bit in range(32)]
        checksum = _solved(columns, none)
        if checksum is not None:
            return _whole(checksum, day)
    raise AssertionError


def _whole(checksum: int, day: int) -> bytes:
    """The archive with a checksum put in, right or wrong."""
    sizes = (0, 0)
    for _ in range(2):  # the sizes are known once it has been put together
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0, 8, 0, (36 << 9 | 1 << 5) + day % 28 + 1, checksum, *sizes, len(NAME), 0
        )
        before = b"PK\3\4" + common + NAME
        listed = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + NAME
        place = len(before) + sizes[0]
        behind = listed + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), place, 0)
        program = _program(before, behind)
        sizes = (len(program), len(before) + len(program) + len(behind))
    return before + program + behind


def _program(before: bytes, behind: bytes) -> bytes:
    """Each line prints what the comment says; all together print `before`, the program, and `behind`."""
    head = _print(len(before) + 5)
    again = _repeat(len(before) + 5)
    end = _repeat_last(len(behind))
    tail = _print(len(end) + len(behind))
    four, back, one, nothing = _print(20), _repeat(20), _print(5), _print(0)
    return b"".join(
        (
            *(head, before, head),  # before, head
            again,  # before, head
            *(one, again),  # again
            *(one, one),  # one
            *(four, again, one, one, four),  # again, one, one, four
            back,  # again, one, one, four
            *(four, back, four, back, four),  # back, four, back, four
            back,  # back, four, back, four
            *(four, back, nothing, nothing, tail),  # back, nothing, nothing, tail
            back,  # back, nothing, nothing, tail
            *(nothing, nothing),
            *(tail, end, behind),  # end, behind
            end,  # end, behind
        )
    )


def _print(length: int) -> bytes:
    return struct.pack("<BHH", 0, length, length ^ 0xFFFF)


def _repeat(length: int) -> bytes:
    """Five bytes: two matches of ten, or one that falls short by the last byte, which is 0xFF at the end of a header."""
    if length == 20:
        return _block([*_match(10, 20), *_match(10, 20)])
    made = _block([*_match(length - 1, length), *_code(0b110010000 + 0xFF - 144, 9)])
    assert len(made) == 5
    return made


def _repeat_last(behind: int) -> bytes:
    """The last block, which repeats itself and what stands behind it."""
    for size in range(4, 8):
        made = _block(_match(size + behind, size + behind), last=True)
        if len(made) == size:
            return made
    raise AssertionError


def _block(bits: list[int], last: bool = False) -> bytes:
    """A block with the fixed codes, its end filled up with noughts."""
    every = [int(last), 1, 0, *bits, *_code(0, 7)]
    every += [0] * (-len(every) % 8)
    return bytes(sum(bit << at for at, bit in enumerate(every[place : place + 8])) for place in range(0, len(every), 8))


def _code(code: int, bits: int) -> list[int]:
    """A Huffman code, its highest bit first."""
    return [code >> at & 1 for at in reversed(range(bits))]


def _number(number: int, bits: int) -> list[int]:
    return [number >> at & 1 for at in range(bits)]


def _match(length: int, distance: int) -> list[int]:
    """So many bytes from so far back."""
    symbol, first, extra = next(one for one in reversed(_LENGTHS) if one[1] <= length)
    far, nearest, further = next(one for one in reversed(_DISTANCES) if one[1] <= distance)
    of_length = _code(symbol - 256, 7) if symbol < 280 else _code(0b11000000 + symbol - 280, 8)
    return [*of_length, *_number(length - first, extra), *_code(far, 5), *_number(distance - nearest, further)]


def _table(first: int, start: int, step: int, codes: int) -> list[tuple[int, int, int]]:
    """Symbol, lowest value and further bits: `step` symbols of each width, the first two steps without any."""
    found, value = [], start
    for at in range(codes):
        extra = max(0, at // step - 1)
        found.append((first + at, value, extra))
        value += 1 << extra
    return found


_LENGTHS = _table(257, 3, 4, 28)
_DISTANCES = _table(0, 1, 2, 30)


def _solved(columns: list[int], wanted: int) -> int | None:
    """The bits of the columns that together make the wanted number; None where no choice does."""
    rows: dict[int, tuple[int, int]] = {}  # by highest bit: a number, and which columns make it
    for at, column in enumerate(columns):
        number, made = _reduced(column, 1 << at, rows)
        if number:
            rows[number.bit_length()] = (number, made)
    left, chosen = _reduced(wanted, 0, rows)
    return None if left else chosen


def _reduced(number: int, made: int, rows: dict[int, tuple[int, int]]) -> tuple[int, int]:
    for bit in range(32, 0, -1):
        if number.bit_length() == bit and bit in rows:
            number, made = number ^ rows[bit][0], made ^ rows[bit][1]
    return number, made
