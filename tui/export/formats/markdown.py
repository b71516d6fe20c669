"""Markdown for a notebook: a front matter that Obsidian reads, notes under their passages, who said what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation, Bookmark, Correction, Highlight, Note, tags_in
from tui.domain.article import Article, Span
from tui.domain.collection.difference import Difference, Step
from tui.domain.labels.annotations import annotation_body, annotation_tags
from tui.domain.labels.speakers import role_shown, speaker_in_words
from tui.domain.text.json_text import json_text
from tui.domain.text.passage_link import passage_link
from tui.domain.text.safe import one_line, printable
from tui.export.formats.note_markdown import note_markdown
from tui.export.placing import passage_of, place

_MARKUP = re.compile(r"([\\`*_\[\]#|~$^=%{}!])")
# Not by a backslash: where a renderer makes links of bare addresses, one may take that for its last letter.
_ENTITIES = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;"})
_LIST_MARK = re.compile(r"^(\d+(?=[.)])|(?=[-+]))")  # a digit itself cannot be escaped
_YAML = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>[]"})
_TAG = re.compile(r"[^\w/-]+")
_ADDRESS = re.compile(
    r"(https?://(?:\[[\da-f:.]+\]|[^\s<>\[\](){}`\\/?#]+)(?::\d+)?)((?:[/?#][^\s<>]*)?)\Z", re.I
)
_IN_ADDRESS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "[]{}`\\"})


def to_markdown(article: Article, analysis: Analysis | None, annotations: Sequence[Annotation]) -> str:
    """The article's notes, quotes and actors, without its text."""
    lines = [*_front(article, annotations), "", f"# {escaped(article.title)}", ""]
    about = [escaped(part) for part in (article.byline, article.published) if part]
    lines += [" · ".join([*about, _source(article.web)]), ""]
    lines += _notes(article, annotations)
    if analysis is not None:
        lines += [*_quotes(article, analysis), *_actors(analysis)]
    return "\n".join(lines).rstrip() + "\n"


def escaped(words: str) -> str:
    """Words of an article on one line, with nothing in them that Markdown or Obsidian would act on."""
    line = " ".join(one_line(words).split())
    return _LIST_MARK.sub(r"\1\\", _MARKUP.sub(r"\\\1", line)).translate(_ENTITIES)


def _front(article: Article, annotations: Sequence[Annotation]) -> Iterator[str]:
    yield "---"
    yield f"title: {_yaml(article.title)}"
    if article.byline:
        yield f"author: {_yaml(article.byline)}"
    if article.published:
        yield f"published: {_yaml(article.published)}"
    yield f"source: {_yaml(article.source)}"
    yield f"sayso: {_yaml(article.id)}"
    tags = dict.fromkeys(_TAG.sub("-", tag).strip("-") for a in annotations for tag in annotation_tags(a))
    if any(tags):
        yield "tags:"
        yield from (f"  - {_yaml(tag)}" for tag in tags if tag)
    yield "---"


def _yaml(value: str) -> str:
    # A JSON string is a YAML string in double quotes; where no front matter is known, it is Markdown too.
    return json_text(one_line(value)).translate(_YAML)


def _source(source: str) -> str:
    line = one_line(source)
    address = _linked(line)
    return escaped(line) if address is None else f"<{address}>"


def _linked(address: str) -> str | None:
    """An address as it may stand in a link, with nothing that a renderer acts on; None for no such."""
    found = _ADDRESS.match(address)
    return None if found is None else found[1] + found[2].translate(_IN_ADDRESS)


def _at(article: Article, spans: Sequence[Span]) -> str:
    """A link that opens the page at a passage, after a space; nothing where there is none."""
    link = passage_link(article.web, article.text, spans)
    address = None if link is None else _linked(link)
    return "" if address is None else f" [↗](<{address}>)"


def _notes(article: Article, annotations: Sequence[Annotation]) -> Iterator[str]:
    placing = place(article.text, annotations)
    spans = {annotation.id: span for annotation, span in placing.placed}
    for heading, group in (
        ("Notes", [annotation for annotation, _ in placing.placed]),
        ("Notes whose passage is gone", list(placing.orphans)),
    ):
        if not group:
            continue
        yield from (f"## {heading}", "")
        passage = None
        for annotation in group:
            if annotation.anchor != passage:
                span = spans.get(annotation.id)
                link = _at(article, [span]) if span is not None else ""
                yield from (*_block(passage_of(annotation, article.text, span), link), "")
                passage = annotation.anchor
            yield from (*_said(annotation), "")


def _block(words: str, link: str) -> Iterator[str]:
    """The words as a block quotation, a paragraph of it for each of theirs, and a link after the last."""
    paragraphs = [escaped(line) for line in words.splitlines() if line.strip()] or ["(a place)"]
    paragraphs[-1] += link
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ">"
        yield f"> {paragraph}"


def _said(annotation: Annotation) -> Iterator[str]:
    there = tags_in(annotation.body) if isinstance(annotation, Note) else ()
    wanted = (_TAG.sub("-", tag).strip("-") for tag in annotation_tags(annotation) if tag not in there)
    tags = " ".join(f"#{tag}" for tag in wanted if tag)
    match annotation:
        case Note():
            yield note_markdown(printable(annotation.body.strip()), escaped) or "*(an empty note)*"
            if tags:
                yield ""
        case Highlight():
            yield f"*Highlighted in {annotation.colour}.*" + (" " if tags else "")
        case Bookmark():
            yield "*Bookmark" + (f" “{escaped(annotation.mark)}”" if annotation.mark else "") + ".*"
        case Correction():
            yield f"*Corrected: {escaped(annotation_body(annotation))}.*"
    if tags:
        yield tags


def _quotes(article: Article, analysis: Analysis) -> Iterator[str]:
    if not analysis.quotes:
        return
    actors = {actor.id: actor for actor in analysis.actors}
    yield from ("## Who said what", "")
    for quote in analysis.quotes:
        who = escaped(speaker_in_words(quote, article.text, actors))
        words = escaped(quote.text(article.text))
        marks = ("“", "”") if str(quote.kind) == "direct" else ("", "")
        edited = ", corrected" if quote.edited else ""
        actor = actors.get(quote.actor_id or "")
        who = f"**{who}**" if actor is None or actor.kind.named else f"***{who}***"
        link = _at(article, quote.content)
        yield f"- {who} ({quote.kind}{edited}): {marks[0]}{words}{marks[1]}{link}"
    yield ""


def _actors(analysis: Analysis) -> Iterator[str]:
    if not analysis.actors:
        return
    yield from ("## Actors", "", "| Name | Role | Quotes | Mentions |", "| --- | --- | ---: | ---: |")
    spoken = Counter(key for quote in analysis.quotes for key in {quote.actor_id, *quote.also})
    for actor in analysis.actors:
        name, role = escaped(actor.name), escaped(role_shown(actor))
        if not actor.kind.named:
            name = f"*{name}*"
        yield f"| {name} | {role} | {spoken[actor.id]} | {len(actor.mentions)} |"
    yield ""


def marked_up(difference: Difference) -> str:
    """A difference on one line: ~~what went~~, **what came**."""
    signs = {Step.EQUAL: "{}", Step.DELETE: "~~{}~~", Step.INSERT: "**{}**"}
    pieces = []
    for step, words in difference:
        core = words.strip()
        if not core:
            pieces.append(words)
            continue
        lead, end = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        pieces.append(f"{lead}{signs[step].format(escaped(core))}{end}")
    # What went and what came in its place need a space between them, else neither is Markdown.
    return " ".join("".join(pieces).replace("~~**", "~~ **").replace("**~~", "** ~~").split())
