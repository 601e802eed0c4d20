"""Values as JSON text: UTF-8, no NaN, keys in the order of the contract."""

from __future__ import annotations

import json
from typing import Any

from cyberflag.patterns import late
from cyberflag.summaries import Result

# json leaves these as they are; a terminal that is shown the file would obey them.
_OBEYED = late("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")


def json_text(value: Any) -> str:
    """The value as indented JSON, ending in a line feed; a number that is none raises ValueError."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def result_json(result: Result) -> str:
    """The shaped value of a result where it has one, else one object a row."""
    return json_text(result.records() if result.data is None else result.data)
