"""An article in a language that the pipeline does not read: its passages in quotation marks, no more.

No names, no actors and no speakers: what an English pipeline finds in German is nonsense.
"""

from __future__ import annotations

import hashlib

from tui.domain.analysis import Analysis, Evidence, Quote, QuoteKind
from tui.domain.article import Article
from tui.domain.evidence import Rule
from tui.nlp.document.marked import is_said, passages_in_marks
from tui.nlp.identity import Identity

CONFIDENCE = 0.6
"""That a passage in marks is somebody's words: of a language that nobody annotated for us, so a guess."""


def unread_analysis(identity: Identity, article: Article, language: str) -> Analysis:
    """What can be said of an article without reading its language."""
    text = article.text
    quotes = tuple(
        Quote(
            id="q" + hashlib.blake2b(f"{span.start}-{span.end} 1".encode(), digest_size=5).hexdigest(),
            kind=QuoteKind.DIRECT,
            content=(span,),
            confidence=CONFIDENCE,
            evidence=Evidence(found=str(Rule.ALONE)),
        )
        for span in passages_in_marks(text)
        if is_said(text, span)
    )
    return Analysis(
        text_hash=article.text_hash,
        pipeline=identity.name,
        pipeline_version=identity.version,
        quotes=quotes,
        language=language,
        unread=True,
    )
