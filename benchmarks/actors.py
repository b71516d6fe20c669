"""How well actors are merged and speakers resolved, against our own annotations of Wikinews articles.

    python -m benchmarks.actors [--corpus ../shared/corpora/wikinews.jsonl] [--model NAME] [-v]

Actors: B-cubed over the annotated mentions (Bagga and Baldwin 1998); a mention that was not found, or not
as an actor's, counts as a cluster of its own, so finding names is scored too. Speakers: right, unknown and
wrong for quotes whose speaker is a pronoun, a description or a name, with the annotated quotes given, so
that only the resolution is scored. "Rightly unnamed": nobody in the article is named as that speaker, and
no actor with a name is found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from tui.domain.analysis import Actor, QuoteKind
from tui.domain.evidence import Rule, SourceEvidence
from tui.domain.text.folding import fold
from tui.nlp import pipeline
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.source_phrases import Source
from tui.nlp.lang.lists import countries, organisations
from tui.nlp.lang.persons import parse_person, same_person, short_form
from tui.nlp.mentions.gather import gather
from tui.nlp.resolution import Resolution, Resolver

_ROOT = Path(__file__).resolve().parent.parent
_GOLD = _ROOT / "training" / "annotations"
_LABELS = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT"))
Record = dict[str, Any]


def _attributions(doc: Doc, record: Record, shift: int) -> list[Attribution | None]:
    """The annotated quotes as attributions; None where one does not fit the tokens."""
    made: list[Attribution | None] = []

    def tokens(piece: list[int]) -> tuple[int, int] | None:
        span = doc.char_span(piece[0] + shift, piece[1] + shift, alignment_mode="expand")
        return None if span is None else (span.start, span.end)

    for quote in record["quotes"]:
        content = [r for piece in quote["content"] if (r := tokens(piece))]
        speaker = tokens(quote["speaker"][0]) if quote["speaker"] else None
        if not content:
            made.append(None)
            continue
        direct = content[0][0] > 0 and doc[content[0][0] - 1].text in '“"'
        cue = [r for piece in quote["cue"] if (r := tokens(piece))]
        source = _source(doc, *speaker) if speaker else None
        kind = QuoteKind.DIRECT if direct else QuoteKind.INDIRECT
        made.append(Attribution(content, Rule.CLAUSE, cue, source=source, kind=kind))
    return made


def _source(doc: Doc, start: int, end: int) -> Source:
    return Source(start, end, doc[start:end].root.i, SourceEvidence.SUBJECT)


def _analyse(doc: Doc, attributions: list[Attribution]) -> Resolution:
    doc.user_data["sayso_attributions"] = attributions
    resolver = Resolver()
    resolver.add(gather(doc, 0))
    return resolver.resolve()


def names_match(name: str, actor: Actor) -> bool:
    """Whether an annotated name is one of an actor's."""
    forms = [actor.name, *actor.aliases]
    plain = fold(name).removeprefix("the ")
    if any(fold(form).removeprefix("the ") == plain for form in forms):
        return True
    if actor.kind.value == "person":
        wanted = parse_person(name)
        return any(
            wanted.words == other.words  # without titles: "Swami X" is "X"
            or (
                same_person(wanted, other)
                if wanted.full and other.full
                else bool(short_form(other, wanted) or short_form(wanted, other))
            )
            for other in map(parse_person, forms)
        )
    known, states = organisations(), countries().names
    name, plain = _country_of(name), fold(_country_of(name)).removeprefix("the ")
    return any(
        fold(form) in plain
        or plain in fold(form)
        or (name in known and known.get(form) == known[name])
        or (name in states and states.get(form) == states[name])
        for form in forms
    )


def _country_of(name: str) -> str:
    """A government's country, for which it stands: "German government", "government of Oman"."""
    if name.lower().endswith(" government"):
        owner = name[: -len(" government")].removeprefix("the ")
        return countries().demonyms.get(owner) or countries().names.get(owner) or name
    owner = name.partition("overnment of ")[2].removeprefix("the ")
    return countries().names.get(owner, name)


def speakers(record: Record, doc: Doc, shift: int, verbose: bool) -> Counter[tuple[str, str]]:
    """(via, outcome) of every annotated quote of one article."""
    attributions = _attributions(doc, record, shift)
    result = _analyse(doc, [found for found in attributions if found])
    links = iter(result.links)
    counts: Counter[tuple[str, str]] = Counter()
    for quote, attribution in zip(record["quotes"], attributions, strict=True):
        if attribution is None:
            continue
        link = next(links)
        said_by = [result.actors[number] for number in link.actors]
        outcome = _outcome(quote["actor"], said_by)
        counts[link.via.value, outcome] += 1
        if verbose and outcome in ("wrong", "unknown"):
            source = attribution.source
            said = doc[source.start : source.end].text if source else "-"
            found = said_by[0].name if said_by else None
            how = f"{link.via.value}/{link.evidence}"
            print(f"{record['id']} {outcome} {how}: [{said}] is {quote['actor']}, got {found}")
    return counts


def _outcome(gold: str | None, said_by: list[Actor]) -> str:
    # The annotations name nobody where the article does not.
    said_by = [actor for actor in said_by if actor.kind.named]
    if gold is None:
        return "wrong" if len(said_by) == 1 else "rightly unnamed"
    if not said_by:
        return "unknown"
    return "right" if names_match(gold, said_by[0]) else "wrong"


def b_cubed(record: Record, doc: Doc, shift: int, verbose: bool) -> tuple[float, float, int]:
    """Summed precision and recall over the annotated mentions of one article, and their number."""
    pairs = _pairs(record, _analyse(doc, []).actors, shift)
    together = Counter(pairs)
    by_gold, by_found = Counter(name for name, _ in pairs), Counter(found for _, found in pairs)
    if verbose:
        _tell_confusions(record, together)
    precision = sum(together[name, found] / by_found[found] for name, found in pairs)
    recall = sum(together[name, found] / by_gold[name] for name, found in pairs)
    return precision, recall, len(pairs)


def _pairs(record: Record, actors: Iterable[Actor], shift: int) -> list[tuple[str, str]]:
    """For each annotated mention its actor's name, and the id of the actor found on most of it."""
    found = {
        offset: actor.id
        for actor in actors
        for span in actor.mentions
        for offset in range(span.start, span.end)
    }
    pairs = []
    for actor in record["actors"]:
        for start, end in actor["mentions"]:
            inside = Counter(found[at] for at in range(start + shift, end + shift) if at in found)
            most = inside.most_common(1)
            hit = most[0][0] if most and most[0][1] * 2 > end - start else f"missed {start}"
            pairs.append((actor["name"], hit))
    return pairs


def _tell_confusions(record: Record, together: Counter[tuple[str, str]]) -> None:
    """Print the annotated actors that are several of those found, or share one with others."""
    for name in dict.fromkeys(name for name, _ in together):
        hits = {found: count for (gold, found), count in together.items() if gold == name}
        shared = [sorted({gold for gold, other in together if other == found}) for found in hits]
        confused = [names for names in shared if len(names) > 1]
        if len(hits) > 1 or confused:
            print(f"{record['id']} {name}: {hits} {confused or ''}")


def pointed(record: Record, doc: Doc, shift: int, verbose: bool) -> Counter[tuple[str, str]]:
    """(via, outcome) of the annotated pronouns and descriptions; what they say is not given."""
    sources = []
    for speaker in record["speakers"]:
        span = doc.char_span(speaker["at"] + shift, speaker["at"] + shift + 2, alignment_mode="expand")
        start = end = span.start if span is not None else 0
        while end < len(doc) and (end == start or doc[end].pos_ not in ("VERB", "AUX", "ADV", "PUNCT")):
            end += 1
            if doc[start].pos_ == "PRON" and doc[start].tag_ == "PRP":
                break
        sources.append(_source(doc, start, end))
    result = _analyse(doc, [Attribution([], Rule.CLAUSE, source=source) for source in sources])
    counts: Counter[tuple[str, str]] = Counter()
    for speaker, source, link in zip(record["speakers"], sources, result.links, strict=True):
        said_by = [result.actors[number] for number in link.actors]
        outcome = _outcome(speaker["actor"], said_by)
        counts[link.via.value, outcome] += 1
        if verbose and outcome in ("wrong", "unknown"):
            found = said_by[0].name if said_by else None
            words = doc[source.start : source.end + 4].text
            print(f"{record['id']} {outcome} {words!r} is {speaker['actor']}, got {found}")
    return counts


def _table(title: str, counts: Counter[tuple[str, str]]) -> None:
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for (via, outcome), number in counts.items():
        rows[via][outcome] += number
    outcomes = ["right", "rightly unnamed", "unknown", "wrong"]
    print(f"\n{title}\n{'':14}" + "".join(f"{o:>17}" for o in outcomes))
    for via, row in sorted(rows.items()):
        print(f"{via:14}" + "".join(f"{row[o]:>17}" for o in outcomes))


def names(nlp: Language, records: list[Record], texts: dict[str, Record]) -> None:
    """Print precision, recall and F of names, exact span and label, as the model finds them and repaired."""
    for title, off in (
        ("as found", ("sayso_entities", "sayso_attributions")),
        ("repaired", ("sayso_attributions",)),
    ):
        hit, found, right = Counter[str](), Counter[str](), Counter[str]()
        with nlp.select_pipes(disable=off):
            for record in records:
                doc = nlp(texts[record["id"]]["text"])
                ours = {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in _LABELS}
                gold = {(start, end, label) for start, end, label in record["entities"]}
                hit.update(label for *_, label in ours & gold)
                found.update(label for *_, label in ours)
                right.update(label for *_, label in gold)
        rows = [("all", hit.total(), found.total(), right.total())]
        rows += [(k, hit[k], found[k], right[k]) for k in ("PERSON", "ORG", "GPE")]
        print(f"Names {title}: " + ", ".join(f"{k} F {200 * h / max(f + r, 1):.1f}" for k, h, f, r in rows))


def people(records: list[Record], docs: dict[str, Doc], texts: dict[str, Record], verbose: bool) -> None:
    """Print how actors are merged, and how the speakers marked by themselves are resolved."""
    own: Counter[tuple[str, str]] = Counter()
    precision, recall, count = 0.0, 0.0, 0
    for record in records:
        shift = len(texts[record["id"]]["title"]) + 2
        own += pointed(record, docs[record["id"]], shift, verbose)
        p, r, n = b_cubed(record, docs[record["id"]], shift, verbose)
        precision, recall, count = precision + p, recall + r, count + n
    p, r = precision / max(count, 1), recall / max(count, 1)
    f = 2 * p * r / max(p + r, 1e-9)
    print(f"Actors, {len(records)} articles, {count} mentions: B-cubed P {p:.1%} R {r:.1%} F {f:.1%}")
    _table(f"Speakers by themselves, {len(records)} articles", own)


def main() -> int:
    """Print the tables. Skips with a line where the corpus is not at hand."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=_ROOT.parent / "shared" / "corpora" / "wikinews.jsonl")
    parser.add_argument("--model")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every error")
    options = parser.parse_args()
    if not options.corpus.exists():
        print(f"skipped: {options.corpus} is not here")
        return 0
    texts = {r["id"]: r for r in map(json.loads, options.corpus.read_text("utf-8").splitlines())}
    nlp = pipeline.load(options.model)
    tuned: set[str] = set()
    seen: set[str] = set()
    for title, suffix in (("Tuned on", ""), ("Held out", "_heldout")):
        gold = {
            kind: _read(_GOLD / f"{kind}_wikinews{suffix}.jsonl", texts)
            for kind in ("actors", "ner", "quotes")
        }
        gold["quotes"] = [r for r in gold["quotes"] if r["id"] not in tuned]
        tuned |= {r["id"] for kind in ("actors", "quotes") for r in gold[kind]}
        print(f"\n== {title} ==\n\nNames, {len(gold['ner'])} articles")
        names(nlp, gold["ner"], texts)
        cast = [r for r in gold["ner"] if r["id"] in seen]
        if cast and len(cast) < len(gold["ner"]):
            print(f"… of these the {len(cast)} articles whose actors were tuned on")
            names(nlp, cast, texts)
        seen |= {r["id"] for r in gold["actors"]}
        needed = sorted({r["id"] for kind in ("actors", "quotes") for r in gold[kind]})
        docs = {name: nlp(f"{texts[name]['title']}\n\n{texts[name]['text']}") for name in needed}
        people(gold["actors"], docs, texts, options.verbose)
        given: Counter[tuple[str, str]] = Counter()
        for record in gold["quotes"]:
            shift = len(texts[record["id"]]["title"]) + 2
            given += speakers(record, docs[record["id"]], shift, options.verbose)
        if given:
            _table(f"Speakers, annotated quotes of {len(gold['quotes'])} articles", given)
    return 0


def _read(path: Path, texts: dict[str, Record]) -> list[Record]:
    """Annotations whose text is still the one that was annotated."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    return [
        r for r in records
        if r["id"] in texts and hashlib.sha256(texts[r["id"]]["text"].encode()).hexdigest() == r["sha256"]
    ]  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
