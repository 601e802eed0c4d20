"""How far the reading is, on standard error, once it takes more than a second on a screen."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

PATIENCE = 1.0  # seconds before anything is shown


class Progress:
    """A context whose `step` takes (done, of, file); silent when quiet or when nobody watches."""

    def __init__(self, quiet: bool) -> None:
        self._watched = not quiet and sys.stderr.isatty()
        self._begun = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def step(self, done: int, of: int, file: str) -> None:
        """Show that `file` is being read, `done` of `of` being behind."""
        if self._watched and self._bar is None and time.monotonic() - self._begun > PATIENCE:
            self._show()
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=of, description=_short(file))

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("")
        self._bar.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()


def _short(file: str) -> str:
    from cyberflag.outputs.inert import one_line

    name = one_line(file)
    return name if len(name) <= 40 else f"…{name[-39:]}"
