"""The streams of a compound file, the container of .xls and other old Office files."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

_END = 0xFFFFFFFA  # this and above are marks, not sectors
_FOLDER, _STREAM, _ROOT = 1, 2, 5
_BROKEN = (struct.error, LookupError, ValueError)
_MINI = 4096  # streams below this size lie in sectors of 64 bytes inside another stream


class Compound:
    """A compound file, unpacked once. One whose container is broken holds nothing."""

    def __init__(self, data: bytes) -> None:
        """Read the container; every chain in it ends after as many steps as the file has sectors."""
        self._data = data
        self._entries: dict[str, tuple[int, int]] = {}
        self.folders: list[str] = []
        with suppress(*_BROKEN):
            self._open()
            listed = list(self._listed())
            self.folders = [name for name, kind, _, _ in listed if kind == _FOLDER]
            streams = [one for one in listed if one[1] in (_STREAM, _ROOT)]
            self._entries = {("" if kind == _ROOT else name): (start, size) for name, kind, start, size in streams}

    def stream(self, *names: str) -> bytes:
        """The first stream that has one of the names; empty where there is none or it is broken."""
        found = next((self._entries[name] for name in names if name in self._entries), None)
        try:
            return self._read(*found) if found else b""
        except _BROKEN:
            return b""

    def _open(self) -> None:
        """Learn which sector follows which."""
        data = self._data
        shift, _ = struct.unpack_from("<HH", data, 0x1E)
        if shift not in (9, 12):
            raise ValueError("no sector size of a compound file")
        self._size = 1 << shift
        self._most = len(data) // self._size + 1
        fat_count, self._directory = struct.unpack_from("<II", data, 0x2C)
        self._mini_start, _, more, more_count = struct.unpack_from("<IIII", data, 0x3C)
        tables = list(struct.unpack_from("<109I", data, 0x4C))
        for _ in range(min(more_count, self._most)):
            if more >= _END:
                break
            *further, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            tables += further
        used = [table for table in tables if table < _END][: min(fat_count, self._most)]
        self._fat = [number for table in used for number in struct.unpack(f"<{self._size // 4}I", self._sector(table))]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        while start < _END and len(parts) <= self._most:
            parts.append(self._sector(start))
            start = self._fat[start]
        return b"".join(parts)

    def _listed(self) -> Iterator[tuple[str, int, int, int]]:
        directory = self._chain(self._directory)
        for place in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, place + 64)
            start, size = struct.unpack_from("<II", directory, place + 116)
            if 2 <= length <= 64:
                yield directory[place : place + length - 2].decode("utf-16-le", "replace"), kind, start, size

    def _read(self, start: int, size: int) -> bytes:
        if size >= _MINI:
            return self._chain(start)[:size]
        minis = self._chain(self._entries[""][0])
        table = self._chain(self._mini_start)
        links = struct.unpack(f"<{len(table) // 4}I", table)
        parts: list[bytes] = []
        while start < _END and len(parts) * 64 < size:
            parts.append(minis[start * 64 : start * 64 + 64])
            start = links[start]
        return b"".join(parts)[:size]
