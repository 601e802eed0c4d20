"""Why a file cannot be read: the error every reader raises, and the sentence for each kind of file nobody reads here."""

from __future__ import annotations

SAVE_AGAIN = "Open it in the program that made it, save it again, or ask the force for a fresh copy."
BY_EYE = "Read it by eye and add a line to figures_by_hand.csv."


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A file that cannot be read: `message` says what is wrong, `hint` what a person can do about it."""

    def __init__(self, message: str, hint: str = SAVE_AGAIN) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


# What a damaged file of a kind was to be.
_MEANT = {
    **dict.fromkeys(("xlsx", "xlsm", "xlsb", "xls", "xml2003", "html-workbook", "mhtml"), "a workbook"),
    **dict.fromkeys(("ods", "fods"), "an OpenDocument workbook"),
    **dict.fromkeys(("csv", "txt"), "text"),
    **dict.fromkeys(("eml", "msg"), "a message"),
    **{"html": "a web page", "docx": "a Word document", "pdf": "a PDF", "rtf": "an rtf letter", "zip": "an archive"},
    **{"mbox": "a mailbox", "encrypted": "a locked workbook"},
}


def damaged(kind: str) -> Unreadable:
    """The error for a file of a kind over which its reader stumbled."""
    return Unreadable(f"The file is damaged: it could not be read as {_MEANT.get(kind, 'any kind that is known')}.")


def no_xml(line: int, column: int) -> Unreadable:
    """The error for a file whose text stops being XML at a place counted from 1."""
    return Unreadable(
        f"The file is damaged: at line {line:,}, character {column:,}, it breaks off or contradicts itself."
    )


REFUSALS: dict[str, tuple[str, str]] = {
    "empty": (
        "The file is empty: it has no bytes at all.",
        "Download or copy it again, or ask the force to send it again.",
    ),
    "encrypted": (
        "The file is password protected.",
        "Give the password with --password, or ask the force for an open copy.",
    ),
    "damaged-zip": (
        "The file is damaged: its zip container is cut short or broken.",
        "Download it again, or ask the force to send it again.",
    ),
    "foreign-zip": (
        "The file is a zip archive, not a workbook, whatever its name says.",
        "Rename it to end in .zip if it holds returns, or ask the force for the workbook.",
    ),
    "damaged-ole": ("The file is damaged: no workbook, letter or message could be found in it.", SAVE_AGAIN),
    "image": ("The file is a picture, which holds no text.", BY_EYE),
    "doc": ("The file is a Word 97-2003 document.", "Open it in Word or LibreOffice and save it as .docx."),
    "ppt": ("The file is a presentation.", BY_EYE),
    "pptx": ("The file is a presentation.", BY_EYE),
    "odt": ("The file is an OpenDocument text.", "Open it in Word or LibreOffice and save it as .docx."),
    "iwork": (
        "The file is an Apple Pages, Numbers or Keynote document.",
        "Ask the force for an .xlsx or .docx, or export it from the Apple program.",
    ),
    "access": ("The file is a Microsoft Access database.", "Ask the force to export the tables to .xlsx or .csv."),
    "tnef": (
        "The file is a winmail.dat, Outlook's own wrapping of attachments.",
        "Ask the force to send the attachment itself.",
    ),
    "link": (
        "The file is only a link to a document that lies elsewhere.",
        "Download the document first and put it in place of the link.",
    ),
    "packed": (
        "The file is an archive of a kind that is not read (gzip, 7z or rar).",
        "Unpack it, or pack it as .zip.",
    ),
    "scrap": ("The file is damaged: it is named as a document and holds only a scrap of text.", SAVE_AGAIN),
    "text-in-disguise": ("The file is named as a workbook but holds plain text that is no table.", SAVE_AGAIN),
    "program": ("The file is a program.", "Do not open it; ask the force what they meant to send."),
    "unknown": ("The file is of a kind that is not known.", "Ask the force for an .xlsx, .csv, .docx or .pdf."),
}


def refuse(kind: str) -> Unreadable:
    """The error for a kind listed in REFUSALS; unknown kinds share one sentence."""
    return Unreadable(*REFUSALS.get(kind, REFUSALS["unknown"]))
