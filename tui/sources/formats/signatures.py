"""Whose words a quotation of a page is, as a cite, a footer, a caption or a line of its own says it.

Pages leave the dash and the line break before it to their style sheets, so both are put into the tree.
WordPress writes ``<blockquote><p>…</p><cite>Name</cite></blockquote>``, Bootstrap a ``footer``, others a
``figcaption``.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from tui.sources.cleaning.byline import names_people

_MOST_ELEMENTS = 60
"""A quotation has fewer elements; what has more lays out a page."""
_MOST_LETTERS = 10_000
"""A quotation has fewer code points."""
_LONGEST = 15
"""So many words may name a person with a role."""
_MARK = "\ue000"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What lxml reads in a page and refuses to write."""
_DASHES = "—–―-‒"
_MADE = re.compile(
    r"(?:\A|[-_\s])(?:pull-?quotes?|block-?quotes?|quotes?|quotation|testimonial)(?=\Z|[-_\s])", re.IGNORECASE
)
"""Words of classes of quotations that are no ``blockquote``."""
_SIGNED = re.compile(
    r"(?:\A|[-_\s])(?:author|attribution|citation|cite|credit|name|signature|source|speaker)(?=\Z|[-_\s])",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:\A|[-_\s])(?:company|function|job|position|role|subtitle|title)(?=\Z|[-_\s])", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?…”\"’»“)\]]\Z")
_QUOTING = re.compile(r"[“”„«»\"]")
_OPENING = frozenset('“„«"')
_HOLDERS = ("blockquote", "figure", "aside", "div", "section")
_LETTERS = frozenset(("b", "cite", "em", "i", "small", "strong"))
_SIGNATURES = frozenset(("cite", "figcaption", "footer"))


def sign_quotations(tree: Any) -> None:
    """Put each signature of a quotation on a line of its own, with a dash before it."""
    signed: set[Any] = set()
    for holder in list(tree.iter(*_HOLDERS)):
        if not _is_quotation(holder):
            continue
        elements = list(islice(holder.iter(), 1, _MOST_ELEMENTS + 1))
        if len(elements) == _MOST_ELEMENTS or not signed.isdisjoint(elements):
            continue
        signature = next((each for each in elements if _is_signature(each)), None)
        signature = _last_line(holder) if signature is None else signature
        if signature is not None and _is_sound(elements) and _signs(holder, signature):
            signed.add(signature)


def _is_sound(elements: list[Any]) -> bool:
    """Whether what stands in a quotation is short enough, and may be written back into it."""
    words = [piece for each in elements for piece in (each.text, each.tail) if piece]
    return sum(map(len, words)) <= _MOST_LETTERS and not any(map(_NOT_XML.search, words))


def _is_quotation(holder: Any) -> bool:
    if holder.tag == "blockquote":
        return True
    names = holder.get("class") or ""
    if _MADE.search(names) and not _SIGNED.search(names):
        return True
    if holder.tag not in ("figure", "aside"):
        return False
    if holder.find(".//blockquote") is not None:
        return True
    words = "".join(holder.itertext()).lstrip()
    return holder.tag == "figure" and (holder.find(".//q") is not None or words[:1] in _OPENING)


def _is_signature(element: Any) -> bool:
    if element.tag in _SIGNATURES:
        return True
    return (
        element.tag in ("div", "p", "span", "strong")
        and _SIGNED.search(element.get("class") or "") is not None
    )


def _last_line(holder: Any) -> Any:
    """The last paragraph of a quotation, if it is a name in letters of its own: it signs, without a class."""
    last = holder[-1] if holder.tag == "blockquote" and len(holder) > 1 else None
    if last is None or last.tag != "p" or not len(last) or (last.text or "").strip():
        return None
    if any(each.tag not in _LETTERS or (each.tail or "").strip(" ,\n") for each in last if each.tag != "br"):
        return None
    first = " ".join("".join(last[0].itertext()).split()).strip(" ,—–-")
    return last if names_people(first) else None


def _signs(holder: Any, signature: Any) -> bool:
    """Sign the quotation, if what seems its signature is one; whether it was."""
    before, words, after = _around(holder, signature)
    role = _role_behind(signature, after)
    if role is None or not before or not _is_name(words):
        return False
    if not _ENDED.search(before) and signature.tag == "cite" and _is_inline(signature):
        return False
    _part_glued(signature)
    has_dash = before[-1] in _DASHES
    if not has_dash and not words.startswith(tuple(_DASHES)):
        signature.text = f"— {(signature.text or '').lstrip()}"
    if role:
        _take_in(signature, role)
    if signature.tag != "figcaption" and not has_dash:
        signature.tag = "p"
        signature.attrib.pop("class", None)
    if holder.tag == "aside":
        quotation = next(holder.iter("blockquote"), None)
        if quotation is not None and quotation not in signature.iterancestors():
            signature.tail = None
            quotation.append(signature)
    return True


def _is_name(words: str) -> bool:
    """Whether words may be those of somebody who signs: few, with a capital, and no quotation."""
    plain = words.lstrip(_DASHES + " ~")
    return plain[:1].isupper() and len(plain.split()) <= _LONGEST and not _QUOTING.search(plain)


def _part_glued(signature: Any) -> None:
    """Put a comma between a name and a role on lines of their own, which a style sheet may draw."""
    before, last = signature.text or "", None
    for element in signature:
        broken = element.tag == "br"
        words = "".join(element.itertext()) if not broken else (element.tail or "").lstrip()
        before = before.rstrip() if broken else before
        if broken and not words:
            continue  # what it parts from the words before comes with the next element
        if before[-1:].islower() and words[:1].isupper():
            if last is None:
                signature.text = before + ", "
            else:
                last.tail = (last.tail or "").rstrip() + ", "
        before, last = words + (element.tail or ""), element


def _take_in(signature: Any, role: str) -> None:
    """Put the role that follows on a line of its own behind the name."""
    last = signature[-1] if len(signature) else None
    if last is None:
        signature.text = f"{(signature.text or '').rstrip()}, {role}"
    else:
        last.tail = f"{(last.tail or '').rstrip()}, {role}"
    signature.getparent().remove(signature.getnext())


def _around(holder: Any, signature: Any) -> tuple[str, str, str]:
    """The words of a quotation before a signature, the signature's, and those behind it."""
    text, tail = signature.text, signature.tail
    signature.text, signature.tail = _MARK + (text or ""), _MARK + (tail or "")
    parts = "".join(holder.itertext()).split(_MARK)
    signature.text, signature.tail = text, tail
    before, words, after = parts if len(parts) == 3 else ("", "", "")
    return " ".join(before.split()), " ".join(words.split()), " ".join(after.split())


def _role_behind(signature: Any, after: str) -> str | None:
    """The role on a line of its own behind a name, "" where nothing stands there; None for anything else."""
    if not after:
        return ""
    following = signature.getnext()
    if following is None or not _ROLE.search(following.get("class") or ""):
        return None
    words = " ".join("".join(following.itertext()).split())
    return words if words == after and 0 < len(words.split()) <= _LONGEST else None


def _is_inline(signature: Any) -> bool:
    """Whether words stand before a signature in its own paragraph."""
    parent, before = signature.getparent(), signature.getprevious()
    own = (parent.text if before is None else before.tail) or ""
    return bool(own.strip()) or (
        before is not None and before.tag in ("a", "b", "em", "i", "q", "span", "strong")
    )
