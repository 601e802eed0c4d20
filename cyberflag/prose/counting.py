"""What a figure of a sentence counts: measure, offence, age, sex, flag, period, from all that was said before it."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag.issues import Issue
from cyberflag.observations import Observation
from cyberflag.passages import spoken
from cyberflag.passages.phrases import heard
from cyberflag.passages.sentences import ON_AGES
from cyberflag.patterns import late
from cyberflag.prose.elided import OF_KIND
from cyberflag.prose.flagging import says_back
from cyberflag.prose.meaning import (
    Context,
    age_of,
    ages_named,
    flag_of,
    is_offence,
    measure_of,
    nearest_period,
    offence_of,
    period_of,
    several_periods,
    sex_of,
    untitled,
)
from cyberflag.prose.numbers import Figure
from cyberflag.prose.running import RECORDED
from cyberflag.prose.scope import is_part, scope
from cyberflag.prose.second import of_the_year_before
from cyberflag.prose.tables import Tables, called_total
from cyberflag.words import flags, offences, periods, whose
from cyberflag.words.offences import Offence, is_images
from cyberflag.words.periods import Period
from cyberflag.words.victims import ALL_AGES, Age, parse_age

NO_PERIOD = Period()
DENIED = ("not-used", "not-aware")  # what a force says of the flag whose zero is no figure
_HEAD_WORDS = 8
HOW_MANY = late(r"\b(?:how many|number|total|count)\b", re.IGNORECASE)


class Counting(Struct):
    """What the answer said so far, and what a figure counts in the light of it."""

    own_names: frozenset[str]
    flag_use: str = "not-stated"
    title: tuple[str, ...] = ()  # lines
    above: str = ""
    question: str = ""
    found: list[Observation] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    tables: Tables = field(default_factory=Tables)
    last_period: Period = NO_PERIOD
    lines: list[Observation] = field(default_factory=list)  # of the lines straight above
    asked: str = ""
    asked_before: str = ""
    recent: str = ""  # the measure that the answer named last
    counted: Observation | None = None  # the figure before, in the same sentence
    before: list[Observation] = field(default_factory=list)  # the figures of the sentence with figures before
    before_in: str = ""  # and the question it answered
    rows: dict[int, list[Figure]] = field(default_factory=dict)  # what lines say that are rows of a table, by sentence
    ages: frozenset[Age] = frozenset()  # all that the answer names
    other_flag: bool = False  # the flag named last was not the online one

    def _observation(self, figure: Figure, context: Context, beside: int, lead: str | None) -> Observation | None:
        measure = self._measure(figure, context)
        if not measure or self._of_other_flag(context):
            return None
        piece = figure.piece or figure.words
        offence = self._offence(figure, context, lead)
        piece = untitled(piece) if offence.group and figure.shape != "line" else piece
        said = piece if figure.at < 0 else figure.own
        said, lead_in = (untitled(said), untitled(figure.lead)) if offence.group else (said, figure.lead)
        told = (said, lead_in if ages_named(lead_in) <= 1 else "", context.head, *self._age_asked(figure, context))
        ages = [age for text in told if (age := age_of(text)).kind != "all"]
        ages = [figure.age] if figure.age else ages
        if re.fullmatch(r"\d{1,2}", figure.words) and ON_AGES.search(context.head):
            ages = [bare] if (bare := parse_age(figure.words)) else ages  # "13 - 40" below "by age of victim:"
        titled = figure.shape == "line" and bool(
            offences.parse(figure.words)
        )  # `Rape of a female under 13` is an offence
        age, sex = (
            (ALL_AGES, sex_of(figure.piece) if figure.piece else "all")
            if titled
            else (
                ages[0] if ages else ALL_AGES,
                figure.sex
                or next((s for s in (sex_of(said), sex_of(lead_in), self._sex_above(figure)) if s != "all"), "all"),
            )
        )
        period = figure.period or self._period(figure, context)
        alone = beside == 1 or figure.words.startswith("with ")
        flag = figure.flag or self._flag(
            figure, context.said.body if alone else self._predicate(figure, piece), context
        )
        found = Observation(
            context.said.where,
            figure.count,
            context.said.text,
            period,
            measure,
            flag,
            offence.text,
            offence.code,
            offence.group,
            age,
            sex,
            layout="prose",
            images="in" if is_images(offence) else "unknown",
            category=f"system: {figure.system}" if figure.system else "",
        )
        found = self._of_whom(found, figure, context)
        return replace(found, table=self.tables.of(found, figure, context.said.question))

    def _of_whom(self, found: Observation, figure: Figure, context: Context) -> Observation:
        """The count with the age and sex of suspects told from those of victims, and a band told from a scope."""
        if found.measure == "suspects" and (found.age.kind != "all" or found.sex != "all"):
            said = whose.suspect(
                found.age if found.age.kind != "all" else None, found.sex if found.sex != "all" else ""
            )
            found = replace(found, age=ALL_AGES, sex="all", category=said)
        part = is_part(figure, context.said.body, context.head)
        age, under = scope(found, self.ages, [*self.found, *filter(None, [self.counted])], part)
        return replace(found, age=age, victims_under=under)

    def _sex_above(self, figure: Figure) -> str:
        """The sex of which the line above speaks, for the lines below it: `Female victims:`."""
        heads = figure.shape == "line" and self.above.endswith(":") and len(self.above.split()) <= _HEAD_WORDS
        return sex_of(self.above) if heads else "all"

    def _offence(self, figure: Figure, context: Context, lead: str | None) -> Offence:
        """As the figure's own words name it, a label only as a whole; else its sentence, heading, question, or the title.

        Where other figures of the sentence name offences of their own, only its words up to the first figure (`lead`)
        are said of this one too.
        """
        of_kind = offence_of((figure.words,)) if OF_KIND.match(figure.words) else Offence("")
        if figure.shape == "elided" and self.counted and not of_kind.group:
            return Offence(self.counted.offence, self.counted.offence_code, self.counted.offence_group)
        if figure.shape in ("line", "answer"):
            own = offences.parse(figure.words) if figure.words else None
            if self.lines and called_total(context.said.body):
                return Offence("")
            return own or offence_of((context.head, context.said.asked, *self.title))
        if lead is None:
            return offence_of((figure.words, *context.texts, *self.title))
        own = of_kind if of_kind.group else offence_of((figure.words, figure.piece))
        if not own.text and self.counted and (figure.subset or not measure_of(figure.words)):
            return Offence(self.counted.offence, self.counted.offence_code, self.counted.offence_group)
        return own if own.text else offence_of((lead, context.head, context.said.asked, *self.title))

    def _measure(self, figure: Figure, context: Context) -> str:
        """What is counted; empty where the words do not say."""
        if figure.shape in ("elided", "changed"):
            own = measure_of(figure.words) if figure.shape == "changed" else ""
            return own or self._measure_elided(context)
        own = "" if figure.words.startswith("with ") else measure_of(figure.words)
        if own:
            return self.counted.measure if own == "unknown" and self.counted else own
        if figure.words.startswith("with "):  # `47 with victims under 18` counts what was counted before
            return self.recent or measure_of(context.said.body[: context.said.body.find(figure.words)]) or "offences"
        beside = self.counted or (self.lines[-1] if self.lines else None)
        if figure.shape == "line" and (figure.sex or figure.age) and beside:
            return beside.measure  # `Not recorded: 0` below `Female victims: 91`
        if figure.shape == "line" and figure.words and (offence := offences.parse(figure.words)) and offence.group:
            return "offences"
        if self.lines and called_total(context.said.body):
            return self.lines[-1].measure
        if figure.shape == "noun" and is_offence(figure.words):
            return "incidents" if re.search(r"\breported\b", figure.piece) else "offences"
        if figure.shape == "noun":
            named = self.counted.measure if self.counted else measure_of(context.said.body)
            named = named or measure_of(context.head) or (self.found[-1].measure if self.found else "")
            flagged = flags.names_flag(figure.words) and offence_of((context.said.body,)).text
            asked = (
                self._measure_asked(context)
                if figure.subset
                or RECORDED.match(figure.words)
                or offence_of((figure.words,)).group
                or sex_of(figure.words) != "all"
                else ""
            )
            return named or ("offences" if flagged else asked)
        return self._measure_asked(context)

    def _measure_elided(self, context: Context) -> str:
        """What a number without a noun counts: what the figure before it does, or what the answer named last."""
        if self.counted:
            return self.counted.measure
        before = self.recent or (self.found[-1].measure if self.found else "")
        return before or measure_of(context.said.body) or self._measure_asked(context)

    def _measure_asked(self, context: Context) -> str:
        """What the line above counts, or what was counted just before, or what was asked for."""
        head, asked = context.head, context.said.asked
        if heard("prose", "other_count", spoken(head or asked)):
            return ""
        named = measure_of(head) or (self.recent if head else "") or measure_of(asked) or self.recent
        return named or ("offences" if HOW_MANY.search(asked) and offence_of((asked,)).text else "")

    def _age_asked(self, figure: Figure, context: Context) -> tuple[str, ...]:
        """The question of its own that a bare number answers, where it asks for one age: `how many were under 18?`."""
        asked = context.said.asked if figure.shape == "answer" and context.said.question else ""
        return (asked,) if ages_named(asked) == 1 else ()

    def _flag(self, figure: Figure, text: str, context: Context) -> str:
        if self.flag_use == "keyword-search":
            return "all"
        asked = "" if self.flag_use in DENIED else context.said.asked
        own = flag_of((text,))
        before = self.counted.flag if self.counted and says_back(figure) else ""
        return own if own != "unknown" else before or flag_of((text, context.head, asked))

    def _of_other_flag(self, context: Context) -> bool:
        """Does the sentence count by a flag that is not the online one?"""
        text = context.said.body
        return self.other_flag and bool(re.search(r"\b(?:flag|tag|marker)\w*", text))

    def _period(self, figure: Figure, context: Context) -> Period:
        apart = several_periods(context.said.body)
        if apart:
            piece = figure.piece or figure.words
            return nearest_period(apart, piece, context.said.body, ending=figure.shape == "ending")
        own = period_of((context.said.body,))
        if own != Period():
            self.last_period = own
            return own
        known = self.last_period
        if known == Period():
            known = period_of((context.head, self.asked, context.said.asked))
        return periods.year_before(known) if of_the_year_before(context.said.body) else known

    def _predicate(self, figure: Figure, piece: str) -> str:
        if not flags.names_flag(piece) and flags.names_flag(figure.lead):
            return f"{figure.lead} {piece}"
        return piece if flags.names_flag(piece) or not figure.predicate else figure.predicate
