"""Languages in words, spaCy's pipelines for them, and what is said of an article that was not read."""

from __future__ import annotations

from typing import NamedTuple

from tui.domain.analysis import Analysis


class KnownLanguage(NamedTuple):
    """A language's English name, and the small pipeline that spaCy's makers publish for it (empty: none)."""

    name: str
    pipeline: str = ""


LANGUAGES = {
    "ar": KnownLanguage("Arabic"),
    "bg": KnownLanguage("Bulgarian"),
    "bn": KnownLanguage("Bengali"),
    "ca": KnownLanguage("Catalan", "ca_core_news_sm"),
    "cs": KnownLanguage("Czech"),
    "da": KnownLanguage("Danish", "da_core_news_sm"),
    "de": KnownLanguage("German", "de_core_news_sm"),
    "el": KnownLanguage("Greek", "el_core_news_sm"),
    "en": KnownLanguage("English", "en_core_web_sm"),
    "es": KnownLanguage("Spanish", "es_core_news_sm"),
    "et": KnownLanguage("Estonian"),
    "eu": KnownLanguage("Basque"),
    "fa": KnownLanguage("Persian"),
    "fi": KnownLanguage("Finnish", "fi_core_news_sm"),
    "fr": KnownLanguage("French", "fr_core_news_sm"),
    "ga": KnownLanguage("Irish"),
    "gl": KnownLanguage("Galician"),
    "he": KnownLanguage("Hebrew"),
    "hi": KnownLanguage("Hindi"),
    "hr": KnownLanguage("Croatian", "hr_core_news_sm"),
    "hu": KnownLanguage("Hungarian"),
    "id": KnownLanguage("Indonesian"),
    "is": KnownLanguage("Icelandic"),
    "it": KnownLanguage("Italian", "it_core_news_sm"),
    "ja": KnownLanguage("Japanese", "ja_core_news_sm"),
    "ko": KnownLanguage("Korean", "ko_core_news_sm"),
    "lt": KnownLanguage("Lithuanian", "lt_core_news_sm"),
    "lv": KnownLanguage("Latvian"),
    "mk": KnownLanguage("Macedonian", "mk_core_news_sm"),
    "nb": KnownLanguage("Norwegian", "nb_core_news_sm"),
    "nl": KnownLanguage("Dutch", "nl_core_news_sm"),
    "pl": KnownLanguage("Polish", "pl_core_news_sm"),
    "pt": KnownLanguage("Portuguese", "pt_core_news_sm"),
    "ro": KnownLanguage("Romanian", "ro_core_news_sm"),
    "ru": KnownLanguage("Russian", "ru_core_news_sm"),
    "sk": KnownLanguage("Slovak"),
    "sl": KnownLanguage("Slovenian", "sl_core_news_sm"),
    "sq": KnownLanguage("Albanian"),
    "sr": KnownLanguage("Serbian"),
    "sv": KnownLanguage("Swedish", "sv_core_news_sm"),
    "ta": KnownLanguage("Tamil"),
    "th": KnownLanguage("Thai"),
    "tr": KnownLanguage("Turkish"),
    "uk": KnownLanguage("Ukrainian", "uk_core_news_sm"),
    "ur": KnownLanguage("Urdu"),
    "vi": KnownLanguage("Vietnamese"),
    "zh": KnownLanguage("Chinese", "zh_core_web_sm"),
}
"""By their two-letter codes: those that are told apart (see ``tui.nlp.lang.identification``)."""


def language_name(code: str) -> str:
    """The English name of a language; a code without one as it is."""
    known = LANGUAGES.get(code)
    return code if known is None else known.name


def unread_notice(analysis: Analysis) -> str:
    """What to say of an article in a language that the pipeline does not read; empty where it was read."""
    if not analysis.unread:
        return ""
    reads = language_name(analysis.pipeline.partition("_")[0])
    said = (
        f"This is {language_name(analysis.language)}, and the pipeline {analysis.pipeline} reads {reads}: "
        "only passages in quotation marks are shown, without names and speakers."
    )
    known = LANGUAGES.get(analysis.language)
    if known is None or not known.pipeline:
        return f"{said} spaCy publishes no pipeline for it."
    if analysis.language == "en":
        return f"{said} Leave --model out for the bundled one."
    name = known.pipeline
    return f"{said} For these: python -m spacy download {name}, then sayso --model {name}."
