"""Where tables begin and end on a sheet, and which cells head which.

`find_tables(sheet)` gives every table with its heading rows, label columns, body, title and notes. What a heading
can be is decided by `words.meaning` and position, never by a score.
"""

from cyberflag.tables.blocks import find_tables
from cyberflag.tables.corners import NOT_COUNTS
from cyberflag.tables.look import Heading, Look, Table

__all__ = ["NOT_COUNTS", "Heading", "Look", "Table", "find_tables"]
