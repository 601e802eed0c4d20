"""A stream out of a compound file, the container of .xls and other old Office files."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_END = 0xFFFFFFFA  # this and above are marks, not sectors
_FOLDER, _STREAM, _ROOT = 1, 2, 5
_MINI = 4096  # streams below this size lie in sectors of 64 bytes inside another stream


def stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream that has one of the names; empty where there is none or the container is broken."""
    try:
        container = _Container(data)
        entries = {name: (start, size) for name, start, size in container.entries()}
        found = next((entries[name] for name in names if name in entries), None)
        return container.read(*found, entries) if found else b""
    except (struct.error, LookupError, ValueError):
        return b""


def storages(data: bytes) -> list[str]:
    """The names of the folders in a compound file; none where the container is broken."""
    try:
        return list(_Container(data).folders())
    except (struct.error, LookupError, ValueError):
        return []


class _Container:
    """The allocation of a compound file; every chain ends after as many steps as the file has sectors."""

    def __init__(self, data: bytes) -> None:
        self._data = data
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

    def entries(self) -> Iterator[tuple[str, int, int]]:
        """Name, first sector and size of every stream and of the root."""
        for name, kind, start, size in self._listed():
            if kind in (_STREAM, _ROOT):
                yield ("" if kind == _ROOT else name), start, size

    def folders(self) -> Iterator[str]:
        """The name of every folder."""
        return (name for name, kind, _, _ in self._listed() if kind == _FOLDER)

    def _listed(self) -> Iterator[tuple[str, int, int, int]]:
        directory = self._chain(self._directory)
        for place in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, place + 64)
            start, size = struct.unpack_from("<II", directory, place + 116)
            if 2 <= length <= 64:
                yield directory[place : place + length - 2].decode("utf-16-le", "replace"), kind, start, size

    def read(self, start: int, size: int, entries: dict[str, tuple[int, int]]) -> bytes:
        """The content of a stream."""
        if size >= _MINI:
            return self._chain(start)[:size]
        minis = self._chain(entries[""][0])
        table = self._chain(self._mini_start)
        links = struct.unpack(f"<{len(table) // 4}I", table)
        parts: list[bytes] = []
        while start < _END and len(parts) * 64 < size:
            parts.append(minis[start * 64 : start * 64 + 64])
            start = links[start]
        return b"".join(parts)[:size]
