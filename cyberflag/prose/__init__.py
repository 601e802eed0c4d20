"""Figures in sentences and lines: read only where the words say what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from cyberflag.issues import Issue, issue
from cyberflag.observations import Observation
from cyberflag.passages import Said, spoken
from cyberflag.passages.phrases import heard
from cyberflag.passages.sentences import ON_AGES
from cyberflag.patterns import late
from cyberflag.prose.asides import about_other, is_doubtful, own_names, plainly, title
from cyberflag.prose.changed import changed
from cyberflag.prose.columns import rows
from cyberflag.prose.counting import DENIED, HOW_MANY, Counting
from cyberflag.prose.flagging import all_of_them, looks_back, proved, same_crimes, says_what_is_counted
from cyberflag.prose.masks import EXTREME, without_extremes
from cyberflag.prose.meaning import Context, measure_of, offence_of, sex_of
from cyberflag.prose.numbers import Figure
from cyberflag.prose.running import FLAGGED, numbers_left
from cyberflag.prose.scope import named
from cyberflag.prose.second import Second, left_unread, of_the_year_before, second_figure, two_systems
from cyberflag.prose.shapes import figures_in
from cyberflag.prose.tables import as_total, called_total
from cyberflag.words import flags, periods, telling
from cyberflag.words.periods import Period

_BACK = late(r"\b(?:of (?:these|those|them|which|whom)|the same|likewise|as above)\b", re.IGNORECASE)
_BULLET = late(r"\s*(?:[•·▪◦●○*»>–—-]|o(?=\s))\s+(?=\S)")
_LONGEST = 2000  # characters: what is longer is no sentence, and would take long to read


def figures(said: Sequence[Said], flag_use: str = "not-stated") -> tuple[list[Observation], list[Issue]]:
    """The counts that the force gives in prose, and issues on lines that hold two for one period.

    `flag_use` is what the force says of the flag: where it does not use or know it, a zero is no figure, and where it
    searched for words instead, the question does not make a figure one of flagged crime.
    """
    reader = _Reader(own_names(said), flag_use, title(said), rows=rows(said), ages=named(said))
    for one in said:
        if one.speaker == "force":
            reader.read(one)
        elif one.speaker == "requester":
            reader.above = ""
    denied = flag_use in DENIED
    return [o for o in proved(reader.found) if not (denied and o.count.exact == 0)], reader.issues


class _Reader(Counting):
    """Goes through the sentences of the force; remembers the line above and the tables begun."""

    def read(self, one: Said) -> None:
        """Take the figures out of one sentence."""
        if one.question != self.question:
            self.question, self.above, self.last_period, self.recent = one.question, "", Period(), ""
        if flags.names_flag(one.text) or flags.other_flag(one.text):
            self.other_flag = not flags.names_flag(one.text)
        if len(one.body) > _LONGEST:
            words = "A passage without a full stop is too long to be a sentence; its numbers were not read."
            self.issues.append(issue("unread-cell", one.where, words))
            return
        one = replace(one, body=_BULLET.sub("", one.body, 1) if _BULLET.match(one.body) else one.body)
        context = Context(self._asking_back(one), self.above or one.heading)
        body = self._without_extremes(one, context)
        second = second_figure(body) if body else None
        if second:
            body, context = second.head, Context(replace(context.said, body=second.head), context.head)
        aside = about_other(body, self.own_names) or telling.gives_no_counts(context.head) or is_doubtful(body)
        read = changed(body) or ([] if aside or not body else self._figures(one, body, context))
        kept = self._kept(read, context)
        if len(kept) == 1 and called_total(one.body):
            kept = [as_total(kept[0], self.lines)]
        self.lines = self.lines + kept if read and read[0].shape in ("line", "answer") else []
        if len(kept) > 1 and all(o.category for o in kept):
            self.issues.append(two_systems(one, kept))
        own, kept = kept, same_crimes(kept, self.before if one.question == self.before_in else (), body, context.head)
        kept, dropped = self._with_second(kept, second, body)
        if dropped or self._unread(one, body, read, kept):
            words = f"The sentence answers on flagged crime and holds numbers that were not read: “{one.text[:200]}”"
            self.issues.append(issue("unread-sentence", one.where, words, text=one.text))
        below = (
            len(kept) == 1 and read[0].shape == "line" and FLAGGED.search(one.body)
        )  # `Total: 702`, `With the flag: 64`
        if (looks_back(body) or below) and one.question == self.before_in:
            of_all = all_of_them([o for o in self.before if not FLAGGED.search(o.text)], kept)
            self.found = [of_all.get(id(o), o) for o in self.found]
        self.found += kept
        if kept and (own == kept or not self.lines):
            self.before, self.before_in = kept, one.question
        self.recent = measure_of(one.body) or self.recent
        if not read or one.body.endswith(":"):
            self._remember(one)

    def _figures(self, one: Said, body: str, context: Context) -> list[Figure]:
        row = self.rows.get(one.sentence)
        return row if row else figures_in(body, bool(ON_AGES.search(context.head)))

    def _kept(self, read: Sequence[Figure], context: Context) -> list[Observation]:
        """What the figures of a sentence count; an elided one counts what the one before it does."""
        kept: list[Observation] = []
        self.counted = None
        named = sum(bool(figure.shape != "line" and offence_of((figure.words,)).group) for figure in read)
        for figure in read:
            apart = context.said.body[: read[0].at] if len(read) > 1 and named and read[0].at >= 0 else None
            found = self._observation(figure, context, len(read), apart)
            if found:
                total = figure.total and bool(kept)
                found = replace(found, role="total", table=kept[-1].table) if total else found
                self.counted = found
                kept.append(found)
        return kept

    def _with_second(self, kept: list[Observation], second: Second | None, body: str) -> tuple[list[Observation], bool]:
        """The counts with the second figure, and whether one is left out because nothing says of which period it is."""
        if kept and kept[-1].period == Period() and of_the_year_before(body):
            return [], True
        if not second or not second.count:
            return kept, bool(second and second.unread)
        period = second.period_after(kept[-1].period) if kept else None
        return ([*kept, replace(kept[-1], count=second.count, period=period)], False) if period else (kept, True)

    def _asking_back(self, one: Said) -> Said:
        """The sentence with the question before its own where that asks `in how many of those`."""
        if one.asked != self.asked:
            self.asked_before, self.asked = self.asked, one.asked
        bare = HOW_MANY.search(one.asked) and len(one.asked.split()) <= 6 and not measure_of(one.asked)
        back = (bare or _BACK.search(one.asked)) and self.asked_before
        return replace(one, asked=f"{one.asked} {self.asked_before}") if back else one

    def _without_extremes(self, one: Said, context: Context) -> str:
        """The sentence without what it says of the youngest or the average victim, whose age counts nothing."""
        body = plainly(without_extremes(one.body))
        question = context.head or one.asked
        own, asked = bool(EXTREME.search(one.body)), bool(EXTREME.search(question))
        bare = len(one.body.split()) <= 3 and not HOW_MANY.search(question)
        if "youngest" in (one.body + context.head + one.asked).lower() and (own or (asked and bare)):
            self._stated_youngest(one)
        return "" if asked and bare else body

    def _stated_youngest(self, one: Said) -> None:
        if heard("prose", "age_said", spoken(one.body)):
            said = f'The youngest victim is given in words, beside the counts: "{one.text}"'
            self.issues.append(issue("youngest-in-words", one.where, said, text=one.text))

    def _remember(self, one: Said) -> None:
        """What this line says of the lines below it."""
        text = one.body
        if (
            text.endswith(":")
            or says_what_is_counted(text)
            or periods.parse(text.rstrip(".:"))
            or re.search(r"\b(?:below|following|as follows)\b", text)
        ):
            self.above = text

    def _unread(self, one: Said, body: str, read: Sequence[Figure], kept: Sequence[Observation]) -> bool:
        """Whether a sentence on flagged crime gives a number that is no date, age, reference or cost."""
        if not body:
            return False
        left = numbers_left(body, read if kept else ())
        if kept:
            return left and not about_other(body, self.own_names)
        if one.question == "" and flags.names_flag(one.body):
            return left
        counts = left and _speaks_of_counts(body) and not about_other(body, self.own_names)
        return flags.names_flag(one.asked) and (counts or left_unread(body))


def _speaks_of_counts(body: str) -> bool:
    """Whether the words of a sentence are of those that stand beside figures."""
    told = measure_of(body) or ON_AGES.search(body) or sex_of(body) != "all" or offence_of((body,)).text
    return bool(told or periods.find(body) or heard("prose", "counted", spoken(body)))
