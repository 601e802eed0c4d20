"""What printed totals prove, and which grain to add: from the observations of one return to its headlines."""

from cyberflag.evidence.choice import Figure
from cyberflag.evidence.readings import settle
from cyberflag.evidence.statements import Statement, statements

__all__ = ["Figure", "Statement", "settle", "statements"]
