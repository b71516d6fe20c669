"""Marks that tell where a phrase ends or what is owned. No words: those are data of the language."""

from __future__ import annotations

POSSESSIVES = frozenset(("'s", "’s", "’", "'"))
"""What stands between an owner and what is owned."""
GENITIVES = frozenset(("'s", "’s"))
"""Those of them that are never a quotation mark."""
BREAKS = frozenset(
    (",", ".", ";", ":", "(", ")", "—", "–", "―", "--", "---", "“", '"', "”", "‘", "’", "/", "?", "!", "…")
)
"""Marks that end a phrase. A curly apostrophe is among them, since it may close a quotation."""
ASIDES = frozenset((",", "(", "–", "—"))
"""Marks behind a name that open an aside about it: "X (the mayor)"."""
