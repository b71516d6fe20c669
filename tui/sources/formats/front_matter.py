"""What stands before a Markdown text and tells of it: front matter in YAML or TOML, pandoc's title lines."""

from __future__ import annotations

import re

_YAML = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_TOML = re.compile(
    r"\ufeff?\+\+\+[ \t]*\r?\n(?P<body>.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_PANDOC = re.compile(r"\ufeff?% (?P<title>.+)(?:\r?\n% (?P<author>.*))?(?:\r?\n% (?P<date>.*))?(?:\r?\n|\Z)")
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w -]*?)[ \t]*:(?:[ \t]+(?P<value>.*))?\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?:name:[ \t]+)?(?P<value>.*)")
_FOLDED = re.compile(r"[|>][+-]?\d?[+-]?")
_NAMED = re.compile(r"\{.*?\bname:[ \t]*(?P<value>[^,}]+)")


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The simple fields of a front matter, by name in small letters, and the text after it.

    Plain, quoted and folded values and lists are read (a list's items joined by ``;``), which is all that
    titles, authors and dates are written in; anything more is passed over. Without a front matter
    the text is returned whole.
    """
    for pattern, read in ((_YAML, _yaml), (_TOML, _toml)):
        if match := pattern.match(text):
            # A rule across the page at the very start of a text is no front matter.
            fields = read(match["body"])
            return (fields, text[match.end() :]) if fields else ({}, text)
    if match := _PANDOC.match(text):
        return {name: value.strip() for name, value in match.groupdict("").items()}, text[match.end() :]
    return {}, text


def _yaml(body: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name, folded = "", False
    for line in body.splitlines():
        if folded and (not line.strip() or line[0] in " \t"):
            fields[name] = f"{fields[name]} {line.strip()}".strip()
            continue
        folded = False
        item = _ITEM.match(line)
        if item is not None and name:
            value = _unquoted(item["value"])
            fields[name] = f"{fields[name]}; {value}" if fields.get(name) else value
            continue
        field = _FIELD.match(line)
        if field is None:
            continue
        name = field["name"].strip().lower()
        value = (field["value"] or "").strip()
        folded = _FOLDED.fullmatch(value) is not None
        fields[name] = "" if folded else _plain(value)
    return fields


def _plain(value: str) -> str:
    if value.startswith("[") and value.endswith("]"):
        return "; ".join(_unquoted(part) for part in value[1:-1].split(",") if part.strip())
    named = _NAMED.match(value)
    return _unquoted(named["value"] if named else value)


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.split(" #")[0].rstrip()


def _toml(body: str) -> dict[str, str]:
    import tomllib

    try:
        table = tomllib.loads(body)
    except (ValueError, RecursionError):  # no TOML, or a number of thousands of digits
        return {}
    return {
        name.lower(): "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in table.items()
        if not isinstance(value, dict)
    }
