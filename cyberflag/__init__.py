"""Read police returns on cyber-flagged offences into one table in which every figure leads back to its cell.

A return flows through the modules in this order, and each imports only from those above it:

patterns      regular expressions that are compiled when they are first used
issues        places, severities, the list of everything that can be wrong
grid          a file once opened: cells with addresses, passages of prose
readers       bytes become documents; the only place that meets file formats
reference     data/*.toml loaded once, checked once, frozen
words         text -> meaning: forces, periods, offences, victims, counts, flags, headings
observations  one tidy row with its place and the text as written
sums          numbers only: which cells are sums of which others
tables        where tables begin and end, and which cells head which
layouts       crosstab, listing, pairs: the admissible readings of a table
evidence      what printed totals prove; which grain to add
passages      who speaks: the echoed request, the force, boilerplate
prose         figures in sentences and lines
replies       status per question, and what is said about the flag
decisions     the four files an analyst keeps beside the returns
returns       the story in one function: documents of one force become its figures
collection    all returns together: missing, doubled, joint, superseded
tidy          the one door to pandas, and the data package
summaries     a collection, asked a question
outputs       a result, said: terminal, csv, json, workbook
cli           one command a library verb
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["Collection", "Issue", "Observation", "collect", "frame"]

_HOMES = {
    "Collection": "collection",
    "Issue": "issues",
    "Observation": "observations",
    "collect": "collection",
    "frame": "tidy",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import cyberflag` costs nothing."""
    if name in _HOMES:
        return getattr(import_module(f"cyberflag.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'cyberflag' has no attribute {name!r}")
