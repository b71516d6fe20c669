"""From drafts to the frames that the Doc carries."""

from __future__ import annotations

from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.confidence import confidence
from tui.nlp.attribution.frames import Frame, TokenRange
from tui.nlp.attribution.reading import Draft, Reading, s_word

Located = tuple[list[TokenRange], Draft]
"""A draft with its content's pieces in the order of the text."""


def frames(reading: Reading) -> list[Frame]:
    """The drafts as frames, in the order of the text."""
    done = []
    for draft in reading.drafts:
        content = united(reading, draft)
        if content:
            done.append((content, draft))
    done = _apart(reading, done)
    done.sort(key=lambda pair: (pair[0][0][0], -pair[0][-1][1]))
    number = {id(draft): n for n, (_, draft) in enumerate(done)}
    frames = []
    for content, draft in done:
        speaker = draft.speaker
        frames.append(
            Frame(
                content=content,
                kind=kind(reading, content),
                cue=draft.cue,
                speaker=(speaker.start, speaker.end) if speaker else None,
                speaker_head=speaker.head if speaker else None,
                confidence=confidence(draft.found_by, speaker.how if speaker else ""),
                found_by=draft.found_by,
                cue_lemma=draft.lemma,
                speaker_by=speaker.how if speaker else "",
                same_speaker_as=number.get(id(draft.same)) if draft.same else None,
                within=number.get(id(draft.inside)) if draft.inside else None,
            )
        )
    return frames


def _apart(reading: Reading, done: list[Located]) -> list[Located]:
    """The drafts with each word in the surest one alone; only a quote in a quote shares its words.

    A draft most of whose words a surer one has is not the quote that it was taken for.
    """
    owner: dict[int, Draft] = {}
    kept: list[Located] = []
    nested: list[Located] = []
    for content, draft in sorted(done, key=_sureness, reverse=True):
        if draft.inside is not None:
            nested.append((content, draft))
            continue
        own = {i for start, end in content for i in range(start, end)}
        shared = {i: owner[i] for i in own if i in owner}
        lost = {i for i, other in shared.items() if not _cued_in(other, own)}
        around = draft.found_by == "inserted" and not lost  # "A says B, said C"
        if 2 * len(shared) > len(own) and not around:
            continue
        for i in shared.keys() - lost:
            shared[i].inside = shared[i].inside or draft
        if lost:
            content = [piece for run in _runs(own - lost) for piece in trimmed(reading.doc, *run)]
        if not content:
            continue
        for i in own - lost:
            owner.setdefault(i, draft)
        kept.append((content, draft))
    for content, draft in nested:
        draft.inside = owner.get(content[0][0])
    return kept + nested


def _cued_in(draft: Draft, words: set[int]) -> bool:
    """Whether the cue stands among some words: "A, X told Y, B," she added."""
    return bool(draft.cue) and all(i in words for start, end in draft.cue for i in range(start, end))


def _runs(tokens: set[int]) -> list[TokenRange]:
    """The unbroken ranges of some tokens, in order."""
    out: list[TokenRange] = []
    for i in sorted(tokens):
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def _sureness(item: Located) -> tuple[float, int]:
    content, draft = item
    return confidence(draft.found_by, draft.speaker.how if draft.speaker else ""), -content[0][0]


def united(reading: Reading, draft: Draft) -> list[TokenRange]:
    """The content's pieces in order, overlaps joined, cue and speaker cut out."""
    out: list[TokenRange] = []
    for start, end in sorted(draft.content):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def kind(reading: Reading, content: list[TokenRange]) -> str:
    """Direct, mixed or indirect, by the words inside and outside of quotation marks."""
    inside = outside = 0
    for start, end in content:
        for i in range(start, end):
            if s_word(reading.doc.words[i]):
                if reading.over[i] >= 0:
                    inside += 1
                else:
                    outside += 1
    return "indirect" if not inside else "direct" if not outside else "mixed"
