"""What somebody said in all articles: the JSON of ``sayso said`` (a contract), CSV and Markdown."""

from __future__ import annotations

import csv
import io
from typing import Any

from tui.domain.collection.difference import difference
from tui.domain.collection.said import Dossier
from tui.domain.collection.tellings import Entry, Telling
from tui.domain.labels.people import person_in_words
from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line
from tui.export.formats.markdown import escaped, marked_up
from tui.export.formats.table import safe_cell

Json = dict[str, Any]
COLUMNS = (
    "quote", "telling", "published", "kind", "speaker", "cue", "text", "same", "theirs", "confidence",
    "title", "source", "article", "start", "end",
)  # fmt: skip
"""``quote`` and ``telling`` count from 1; ``theirs``: by the one asked for, not given to somebody else."""


def dossier_object(found: Dossier) -> Json:
    """The object of ``sayso said --format json``."""
    return {
        "name": found.name,
        "people": [
            {"name": one_line(one.name), "roles": list(map(one_line, one.roles)), "articles": one.articles}
            for one in found.people
        ],
        "quotes": [entry_object(entry) for entry in found.entries],
    }


def entry_object(entry: Entry) -> Json:
    """Words that were said, with their tellings: a line of ``sayso said --format jsonl``."""
    return {
        "text": entry.main.text,
        "kind": str(entry.main.kind),
        "tellings": [_telling(one) for one in entry.tellings],
    }


def _telling(telling: Telling) -> Json:
    row = telling.said
    return {
        "article": row.about.article_id,
        "title": row.about.title,
        "source": row.about.source,
        "published": row.about.published,
        "start": row.start,
        "end": row.end,
        "text": row.text,
        "speaker": None if row.speaker is None else one_line(row.speaker),
        "confidence": round(row.confidence, 3),
        "same": telling.same,
    }


def to_csv(found: Dossier) -> str:
    """A row a telling, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, entry in enumerate(found.entries, 1):
        for count, telling in enumerate(entry.tellings, 1):
            row = telling.said
            cells = (
                number, count, row.about.published, str(row.kind), row.speaker, row.cue, row.text,
                "yes" if telling.same else "no", "yes" if telling.mine else "no", round(row.confidence, 3),
                row.about.title, row.about.source, row.about.article_id, row.start, row.end,
            )  # fmt: skip
            writer.writerow(["" if cell is None else safe_cell(cell) for cell in cells])
    return out.getvalue()


def to_markdown(found: Dossier) -> str:
    """The people, then what was said by date, other tellings below with what differs: ~~gone~~ **come**."""
    quotes = counted(len(found.entries), "quote")
    lines = [f"# What {escaped(found.name)} said", "", f"{quotes}.", ""]
    lines += [f"- {escaped(person_in_words(one))}" for one in found.people]
    for entry in found.entries:
        row = entry.main
        day = row.about.day or "no date"
        said = escaped(row.text)
        said = f"“{said}”" if row.kind == "direct" else said
        lines += ["", f"**{day}** · {row.kind} · {_where(entry.tellings[0])}", "", f"> {said}"]
        lines += ["" for _ in entry.tellings[1:2]]
        lines += [f"- {_where(one)}: {_differs(entry, one)}" for one in entry.tellings[1:]]
    return "\n".join(lines) + "\n"


def _where(telling: Telling) -> str:
    row = telling.said
    day = f" ({row.about.day})" if row.about.day else ""
    speaker = "" if telling.mine else f", given to {escaped(row.speaker or 'nobody named')}"
    return f"{escaped(row.about.title or row.about.source)}{day}{speaker}"


def _differs(entry: Entry, telling: Telling) -> str:
    if telling.same:
        return "the same words"
    return marked_up(difference(entry.main.text, telling.said.text, marks=False))
