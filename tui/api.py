"""The public Python API, imported as ``sayso``: an article read, and who says what in it.

    import sayso

    article = sayso.load("article.html")
    analysis = sayso.analyse(article)
    for quote in analysis.quotes:
        print(analysis.speaker_of(quote, article.text), "–", quote.text(article.text))

Importing it takes some hundredths of a second; what reads web pages, and spaCy, are imported when they are
first needed. All data are frozen; every offset counts Unicode code points of the text that was analysed. What
is raised is a ``SaysoError``, whose message is a sentence.
"""

from __future__ import annotations

import os
import threading

from msgspec.structs import replace

from tui import __version__
from tui.domain.analysis import Actor, ActorKind, Analysis, Evidence, Mention, Quote, QuoteKind, Via
from tui.domain.article import Article, Paragraph, ParagraphKind, Span, article_id
from tui.domain.errors import LibraryError, ModelError, QueryError, SaysoError, SourceError
from tui.domain.kept import Arrival, Hit, KeptArticle, Listed, Version, Where
from tui.domain.ports import Articles

__all__ = [
    "Actor",
    "ActorKind",
    "Analysis",
    "Arrival",
    "Article",
    "Articles",
    "Evidence",
    "Hit",
    "KeptArticle",
    "LibraryError",
    "Listed",
    "Mention",
    "ModelError",
    "Paragraph",
    "ParagraphKind",
    "QueryError",
    "Quote",
    "QuoteKind",
    "SaysoError",
    "SourceError",
    "Span",
    "Version",
    "Via",
    "Where",
    "__version__",
    "analyse",
    "kept",
    "load",
    "load_all",
]

_ONE_AT_A_TIME = threading.Lock()
"""A pipeline is not made for several threads."""


def load(source: str | os.PathLike[str], *, clean: bool = True) -> Article:
    """The article at ``source``: a path, an http(s) address, or ``-`` for standard input.

    Text, Markdown, HTML, EPUB, PDF, DOCX, ODT, mail, JSON and feeds are read (docs/kinds.md); what is no part
    of the article (menus, share counters) is left out, and lines that only wrap are joined. Of several
    articles it is the first, or the one that ``#NUMBER`` or ``#NAME`` names. With ``clean`` false the text is
    the input to the character. Milliseconds for a file, the first page of HTML a third of a second more;
    seconds for an address. Its ``language`` is what its words tell, else what the source states, else "en";
    a text in another language than English takes the first call 0.7 s of CPU more. Raises SourceError.
    """
    from tui.sources.loader import FileLoader

    return _in_its_language(FileLoader().load(os.fspath(source), clean=clean))


def load_all(source: str | os.PathLike[str], *, clean: bool = True) -> list[Article]:
    """Every article at ``source`` in its order: one of most sources, all of a feed, a mailbox, a list.

    See :func:`load`. Raises SourceError.
    """
    from tui.sources.loader import FileLoader

    return [_in_its_language(article) for article in FileLoader().load_all(os.fspath(source), clean=clean)]


def _in_its_language(article: Article) -> Article:
    """The article with the language that it is in, where its words leave no doubt."""
    from tui.nlp.lang.identification import language_of

    language = language_of(article.text, article.language)
    return article if language == article.language else replace(article, language=language)


def analyse(article: Article | str, *, model: str | os.PathLike[str] | None = None) -> Analysis:
    """Entities, actors and quotes of an article, or of a text.

    A text is taken as it is: offsets count its own code points, and an empty line or a line end divides it
    (unwrap a text whose lines are cut at some width, or have ``load`` read it). ``model`` names another
    pipeline than the bundled one: an installed package or a folder.

    The first call imports spaCy and loads the pipeline: about a second, and 110 MB that stay. It is kept for
    the calls that follow; another ``model`` takes its place. Then a core does 4,000 to 6,000 words a second.
    Calls from several threads take turns; for more than one core use several processes. Raises ModelError
    where the pipeline is missing or unfit, TypeError for anything but a text or an article.
    """
    if isinstance(article, str):
        article = _article_of(article)
    elif not isinstance(article, Article):
        raise TypeError(f"analyse() takes a str or an Article, not {type(article).__name__}")
    from tui.nlp.workers.pool import loaded

    with _ONE_AT_A_TIME:
        nlp, identity = loaded(None if model is None else os.fspath(model))
        from tui.nlp.analysis import analysis_told

        return analysis_told(nlp, identity, article, lambda _: None)


def kept(library: str | os.PathLike[str] | None = None) -> Articles:
    """The articles kept beside a library's file; by default those of the reader and the command line.

    ``keep`` adds one, ``search`` finds words, ``kept`` gives an article with its analysis, ``listed`` all as
    rows. Safe with threads and with other processes that do the same. Nothing is opened or made before it is
    needed. Each method raises LibraryError, ``search`` also QueryError.
    """
    from tui.library.articles.articles import KeptArticles

    return KeptArticles(library)


def _article_of(text: str) -> Article:
    """The text as it is, its paragraphs found on it."""
    from tui.sources.formats.text import as_it_is

    return as_it_is(text, identity=article_id(text), source="")
