"""Who, does what, to which flag, denied or not, and when: every kind crossed with every other, so that none is remembered."""

from __future__ import annotations

import itertools

import pytest
from test_replies import flag_use

from cyberflag.replies.lexicon import inflected

ASKED = "You asked about the cyber flag. // "
PLURAL = ["We", "Our officers", "Officers in this force", "Crime recorders here", "Staff", "My colleagues"]
SINGULAR = ["This force", "The constabulary", "Loamshire Police", "The force as a whole", "No officer here"]
FLAGS = [
    "the cyber flag",
    "the online crime marker",
    "the flag",
    "it",
    "the marker you describe",
    "the Home Office marker for internet enabled offences",
    "the online crime keyword",
    "the cyber field",
    "any such flag",
    "that tag",
    "the flag in question",
    "the indicator for online crime",
]
VERBS = [
    "use",
    "apply",
    "set",
    "adopt",
    "operate",
    "tick",
    "implement",
    "utilise",
    "select",
    "populate",
    "employ",
    "enable",
    "deploy",
]
OBJECTS = [one for one in FLAGS if one != "it"]
MORE = [
    "record",
    "complete",
    "add",
    "attach",
    "make use of",
    "work with",
    "switch on",
    "roll out",
    "take up",
    "fill in",
]

DENIED = [
    "{s} {do} not {base} {f}.",
    "{s} {do} not currently {base} {f}.",
    "{s} {have} never {done} {f}.",
    "{s} {have} not so far {done} {f}.",
    "{s} {have} yet to {base} {f}.",
    "{s} {be} not {doing} {f}.",
    "{s} {do} not, at present, {base} {f}.",
    "{s} {have} chosen not to {base} {f}.",
    "{s} {have} no plans to {base} {f}.",
    "{s} {be} not in a position to {base} {f}.",
    "{s} {have} not been asked to {base} {f}.",
    "{s} cannot {base} {f}.",
    "As yet, {s} {do} not {base} {f}.",
    "I can confirm that {s} {do} not {base} {f}.",
    "At no time {have} {s} {done} {f}.",
]
AFFIRMED = [
    "{s} {do} {base} {f}.",
    "{s} {be} {doing} {f}.",
    "{s} {have} always {done} {f}.",
    "{s} {do} {base} {f} for every crime of this kind.",
    "I can confirm that {s} {do} {base} {f}.",
]
HEDGED = [
    "{s} {do} not always {base} {f}.",
    "{s} {do} not consistently {base} {f}.",
    "{s} {do} not routinely {base} {f}.",
    "{s} {do} {base} {f}, but not in every case.",
    "{s} {do} not {base} {f} as often as they should.",
    "{s} {do} {base} {f} inconsistently.",
]
LATE = [
    "{s} did not {base} {f} until April 2016.",
    "{s} {have} only {done} {f} since April 2016.",
    "{s} began to {base} {f} in April 2016.",
    "Before April 2016 {s} did not {base} {f}.",
]
TO_COME = [
    "{s} will {base} {f} from April 2017.",
    "{s} {be} about to {base} {f}.",
    "{s} {be} planning to {base} {f} next year.",
]
KINDS = [
    ("not-used", DENIED),
    ("used", AFFIRMED),
    ("used-with-caveat", HEDGED),
    ("introduced-later", LATE),
    ("not-used", TO_COME),
]


def placed(subject: str, frame: str) -> str:
    """A subject as it stands in a frame: at its head, or within it, where only a name keeps its capital."""
    if frame.startswith("{s}") or subject.startswith("Loam"):
        return subject
    return subject[0].lower() + subject[1:]


def said(frame: str, subject: str, verb: str, flag: str) -> str:
    """A sentence; with an adverb behind the verb (`switch on`) a pronoun stands between them."""
    head, _, behind = verb.partition(" ")
    forms = inflected(head)
    many = subject in PLURAL
    shapes = {"base": head, "done": forms[-2], "doing": forms[-1]}
    if behind in ("on", "out", "up", "in") and flag == "it":
        flag, behind = f"it {behind}", ""
    if head in ("set", "take"):
        shapes["done"] = {"set": "set", "take": "taken"}[head]
    text = frame.format(
        s=placed(subject, frame),
        f=f"{behind} {flag}".strip(),
        do="do" if many else "does",
        have="have" if many else "has",
        be="are" if many else "is",
        **shapes,
    )
    return text[0].upper() + text[1:]


def crossed(frames: list[str]) -> list[str]:
    """Every frame with every verb; subjects and flags go round, so that all pairs come up."""
    subjects = itertools.cycle([*PLURAL, *SINGULAR[:-1]])
    flags = itertools.cycle(FLAGS)
    objects = itertools.cycle(OBJECTS)
    sentences = [said(frame, next(subjects), verb, next(flags)) for frame in frames for verb in VERBS for _ in range(3)]
    # "It" may be something else where the verb can have other objects.
    return [*sentences, *(said(frame, next(subjects), verb, next(objects)) for frame in frames for verb in MORE)]


@pytest.mark.parametrize(("use", "frames"), KINDS, ids=["denied", "affirmed", "hedged", "late", "to come"])
def test_who_does_what_to_which_flag(use: str, frames: list[str]) -> None:
    wrong = [(text, read) for text in crossed(frames) if (read := flag_use(ASKED + text)) != use]
    assert wrong == []


@pytest.mark.parametrize("frame", AFFIRMED[:3])
@pytest.mark.parametrize("flag", OBJECTS)
def test_that_nobody_does_it_is_a_denial(frame: str, flag: str) -> None:
    assert flag_use(ASKED + said(frame, "No officer here", "use", flag)) == "not-used"


@pytest.mark.parametrize("body", ["The Crown Prosecution Service", "Another force", "Police Scotland", "The NCA"])
@pytest.mark.parametrize("frame", [*DENIED[:6], *TO_COME])
def test_what_others_do_not_do_accuses_nobody(body: str, frame: str) -> None:
    assert flag_use(ASKED + said(frame, body, "use", "the cyber flag")) not in ("not-used", "not-aware")


@pytest.mark.parametrize(
    "front", ["You say that", "If it were so that", "It is not the case that", "Your letter claims that"]
)
@pytest.mark.parametrize("frame", DENIED[:6])
def test_what_is_only_claimed_or_supposed_accuses_nobody(front: str, frame: str) -> None:
    text = said(frame, "This force", "use", "the cyber flag")
    assert flag_use(f"{ASKED}{front} {text[0].lower()}{text[1:]}") not in ("not-used", "not-aware")


@pytest.mark.parametrize("other", ["the CSE flag", "the hate crime marker", "the domestic abuse tag"])
@pytest.mark.parametrize("frame", DENIED)
def test_another_flag_accuses_nobody(other: str, frame: str) -> None:
    assert flag_use(ASKED + said(frame, "We", "use", other)) not in ("not-used", "not-aware")


WHERE = [
    *("by us", "by this force", "by our officers", "in this force", "here", "within this constabulary"),
    *("by Loamshire Police", "on our system", "on our crime recording system", "in Loamshire", "locally"),
]
PASSIVE = {
    "not-used": [
        "{f} is not {done} {w}.",
        "{f} has never been {done} {w}.",
        "{f} has yet to be {done} {w}.",
        "{f} is not currently being {done} {w}.",
        "{f} cannot be {done} {w}.",
        "{f} is still to be {done} {w}.",
        "I am advised that {f} is not {done} {w}.",
        "{f} is due to be {done} {w} next year.",
    ],
    "used": ["{f} is {done} {w}.", "{f} has been {done} {w} for some years.", "{f} is being {done} {w}."],
    "used-with-caveat": [
        "{f} is not always {done} {w}.",
        "{f} is rarely {done} {w}.",
        "{f} is inconsistently {done} {w}.",
    ],
    "introduced-later": [
        "{f} was first {done} {w} in April 2016.",
        "{f} has been {done} {w} since April 2016.",
        "{f} was not {done} {w} until April 2016.",
    ],
}


@pytest.mark.parametrize("use", PASSIVE)
def test_what_is_done_to_it(use: str) -> None:
    flags, places = itertools.cycle(FLAGS), itertools.cycle(WHERE)
    sentences = [
        frame.format(f=next(flags), w=next(places), done="set" if verb == "set" else inflected(verb)[-2])
        for verb in VERBS
        for frame in PASSIVE[use]
    ]
    assert [
        (text, read) for text in sentences if (read := flag_use(f"{ASKED}{text[0].upper()}{text[1:]}")) != use
    ] == []


STATES = ["in use", "in place", "live", "available", "operational", "in operation", "active", "enabled", "present"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("flag", OBJECTS)
def test_that_it_is_there_or_not(state: str, flag: str) -> None:
    text = f"{flag[0].upper()}{flag[1:]}"
    assert flag_use(f"{ASKED}{text} is not {state} in this force.") == "not-used"
    assert flag_use(f"{ASKED}{text} has never been {state} here.") == "not-used"
    assert flag_use(f"{ASKED}{text} is {state} on our system.") == "used"


SYSTEMS = [
    "Our system",
    "Our crime recording system",
    "The software that we use",
    "Athena",
    "The system used by this force",
]
LACKING = [
    "does not have",
    "has never had",
    "does not currently support",
    "did not come with",
    "lacks",
    "was not built with",
]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("lacks", LACKING)
def test_what_a_system_has(system: str, lacks: str) -> None:
    for flag in OBJECTS:
        assert flag_use(f"{ASKED}{system} {lacks} {flag}.") == "not-used"
        assert flag_use(f"{ASKED}{system} has {flag}.") == "used"


NAMES = [
    *(
        "cyber flag",
        "online crime marker",
        "internet qualifier",
        "flag for cyber crime",
        "online tag",
        "flag of that kind",
    ),
    *("marker of this sort", "online crime keyword", "field to show that a crime was online", "box for online crime"),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "frame",
    [
        *("There is no {}.", "There has never been any {} here.", "No {} exists on our system.", "We have no {}."),
        *("We do not have a {}.", "No {} is in use by us.", "This force has no such {}."),
    ],
)
def test_that_there_is_none(frame: str, name: str) -> None:
    assert flag_use(ASKED + frame.format(name)) == "not-used"


KNOWERS = [
    *(
        ("We", "were", "have", "us"),
        ("This force", "was", "has", "this force"),
        ("Our officers", "were", "have", "our officers"),
    ),
    *(("Our Crime Registrar", "was", "has", "our registrar"), ("Loamshire Police", "was", "has", "Loamshire Police")),
]
UNKNOWN = [
    *("{s} {was} not aware of {f}.", "{s} {have} never heard of {f}.", "{s} {was} not familiar with {f}."),
    *("{s} did not know that {f} existed.", "{s} {have} no knowledge of {f}.", "{s} {have} not come across {f}."),
    *("{s} {was} unfamiliar with {f}.", "{s} {was} unaware of {f}.", "{s} {have} never been told of {f}."),
    *("{s} {have} received no instruction about {f}.", "{s} {was} not aware of any requirement to use {f}."),
    *("{s} {was} unaware that crimes should have {f}.", "It is right that {s} {was} unaware of {f}."),
    *("The first that {o} heard of {f} was your letter.", "There is no knowledge of {f} here."),
]


@pytest.mark.parametrize("frame", UNKNOWN)
def test_who_does_not_know_it(frame: str) -> None:
    for (subject, was, have, of), flag in itertools.product(KNOWERS, OBJECTS):
        front = placed(subject, frame)
        assert flag_use(ASKED + frame.format(s=front, was=was, have=have, o=of, f=flag)) == "not-aware"
