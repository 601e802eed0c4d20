"""Writing files whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put the content into the file, or leave what was there; raises OSError when it cannot."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder")
    # A link is written through, so that what it names is replaced and not the link.
    target = path.resolve()
    if target.exists() and not target.is_file():  # a device or pipe has nothing to keep
        target.write_bytes(content)
        return
    import tempfile  # pulls in the random numbers, and most runs write no file

    handle, name = tempfile.mkstemp(prefix=".cyberflag-", dir=target.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(_mode(target))
        made.replace(target)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
