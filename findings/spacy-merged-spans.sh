#!/usr/bin/env bash
# After tokens are merged, the spans in doc.spans are other words. spaCy's retokenizer, and so its components
# merge_entities and merge_noun_chunks, moves doc.ents and the heads of words, and leaves span groups as they were:
# their numbers count tokens that are no more.
#
# - a span behind a merged name has moved along the text by what was merged before it, and has another length: the
#   words of one speaker are now partly those of the next.
# - a span at the end of the Doc may lie beyond it: IndexError when it is read, or when the group is gone through.
# - Doc.char_span() of offsets that were noted down before gives the right words.
#
# A good guess: span groups follow as entities do, both being spans of the same Doc. Seen with spaCy 3.8.18, Python
# 3.11. What it means for whoever leaves findings on a Doc (a spancat, quotes, rules): keep characters, or merge first.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'spacy==3.8.18'
"$folder/venv/bin/python" - <<'PYTHON'
import spacy
from spacy.pipeline import merge_entities

read = spacy.blank("en")
read.add_pipe("entity_ruler").add_patterns(
    [{"label": "PERSON", "pattern": name} for name in ("Dana Holt", "Omar Petit")]
)
doc = read("Dana Holt said it was late, Omar Petit said it was early today, they all say")
doc.spans["said"] = [doc[3:6], doc[10:13], doc[15:18]]
places = [(span.start_char, span.end_char) for span in doc.spans["said"]]
words = [span.text for span in doc.spans["said"]]
print(f"before: {words}, entities {[entity.text for entity in doc.ents]}")
assert words == ["it was late", "it was early", "they all say"]

merged = merge_entities(doc)
found = []
for number in range(3):
    try:
        found.append(merged.spans["said"][number].text)
    except IndexError:
        found.append("IndexError")
print(f"merged: {found}, entities {[entity.text for entity in merged.ents]}")
assert [entity.text for entity in merged.ents] == ["Dana Holt", "Omar Petit"], "entities follow"
assert found == ["was late,", "early today,", "IndexError"], f"this changed: {found}"
again = [merged.char_span(*place).text for place in places]
print(f"by characters: {again}")
assert again == words
print(f"spaCy {spacy.__version__}: as described.")
PYTHON
