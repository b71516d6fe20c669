"""From drafts to the frames that the Doc carries."""

from __future__ import annotations

from tui.nlp.frames import Frame, TokenRange
from tui.nlp.quotes_confidence import confidence
from tui.nlp.quotes_reading import Draft, Reading, s_word


def frames(r: Reading) -> list[Frame]:
    """The drafts as frames, in the order of the text."""
    done = []
    for draft in r.drafts:
        content = united(r, draft)
        if content:
            done.append((content, draft))
    done = _apart(done)
    done.sort(key=lambda pair: (pair[0][0][0], -pair[0][-1][1]))
    number = {id(draft): n for n, (_, draft) in enumerate(done)}
    frames = []
    for content, draft in done:
        speaker = draft.speaker
        frames.append(
            Frame(
                content=content,
                kind=kind(r, content),
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


def _apart(done: list[tuple[list[TokenRange], Draft]]) -> list[tuple[list[TokenRange], Draft]]:
    """The drafts without those whose words mostly belong to a surer one. Quotes in quotes stay."""
    taken: set[int] = set()
    kept = []
    for content, draft in sorted(done, key=_sureness, reverse=True):
        own = {i for start, end in content for i in range(start, end)}
        if draft.inside is None:
            if 2 * len(own & taken) > len(own):
                continue
            taken |= own
        kept.append((content, draft))
    return kept


def _sureness(item: tuple[list[TokenRange], Draft]) -> tuple[float, int]:
    content, draft = item
    return confidence(draft.found_by, draft.speaker.how if draft.speaker else ""), -content[0][0]


def united(r: Reading, draft: Draft) -> list[TokenRange]:
    """The content's pieces in order, overlaps joined, cue and speaker cut out."""
    out: list[TokenRange] = []
    for start, end in sorted(draft.content):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def kind(r: Reading, content: list[TokenRange]) -> str:
    """Direct, mixed or indirect, by the words inside and outside of quotation marks."""
    inside = outside = 0
    for start, end in content:
        for i in range(start, end):
            if s_word(r.s.words[i]):
                if r.over[i] >= 0:
                    inside += 1
                else:
                    outside += 1
    return "indirect" if not inside else "direct" if not outside else "mixed"
