"""The records of an article's chunks joined: sentences, paragraphs and indices numbered through."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tui.nlp.mentions.records import ArticleRecords, ChunkRecords, MentionType, Position


def joined(chunks: Iterable[ChunkRecords]) -> tuple[ArticleRecords, list[int]]:
    """All records of chunks that are given in the order of the text, and where each one's attributions begin.

    The records of the first chunk are the chunk's own; those of the others are copies.
    """
    article = ArticleRecords()
    starts = []
    sentences = paragraphs = 0
    for chunk in chunks:
        starts.append(len(article.attributions))
        _add(article, chunk, sentences, paragraphs)
        sentences += chunk.sentences
        paragraphs += chunk.paragraphs
    return article, starts


def _add(article: ArticleRecords, chunk: ChunkRecords, sentences: int, paragraphs: int) -> None:
    """Add a chunk's records, before which there are so many sentences and paragraphs."""
    names, first = len(article.names), len(article.attributions)
    shift = {
        MentionType.NAME: names,
        MentionType.DOCUMENT: names,
        MentionType.NOMINAL: len(article.nominals),
        MentionType.PRONOUN: len(article.pronouns),
        MentionType.NONE: 0,
    }

    def moved(position: Position) -> Position:
        return replace(
            position, sentence=position.sentence + sentences, paragraph=position.paragraph + paragraphs
        )

    if not sentences and not paragraphs:
        article.names += chunk.names
        article.nominals += chunk.nominals
        article.pronouns += chunk.pronouns
    else:
        article.names += [
            replace(
                name,
                position=moved(name.position),
                long_form=name.long_form + names if name.long_form >= 0 else -1,
            )
            for name in chunk.names
        ]
        article.nominals += [replace(one, position=moved(one.position)) for one in chunk.nominals]
        article.pronouns += [replace(one, position=moved(one.position)) for one in chunk.pronouns]
    article.attributions += [
        replace(
            attribution,
            mentions=[index + shift[attribution.mention_type] for index in attribution.mentions],
            within=_moved(attribution.within, first),
            continues=_moved(attribution.continues, first),
        )
        for attribution in chunk.attributions
    ]


def _moved(index: int | None, first: int) -> int | None:
    return None if index is None else index + first
