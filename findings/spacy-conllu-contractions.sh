#!/usr/bin/env bash
# spaCy's converter of CoNLL-U makes other words of contractions. A treebank has "im" as one form (line 1-2) that is
# two words, "in" and "dem"; the converter joins the two without a blank between them, which gives "indem" ("by …ing"),
# as "zum" gives "zudem" ("besides") and French "du" gives "dele". A text that is made so has words that nobody wrote,
# and a tokenizer meets "indem" where the corpus has two tokens.
#
# A good guess: the form that the line gives ("im", as its "# text" has it) or the two words with a blank. With
# merge_subtokens the form is right, and the token's tag is two tags ("APPR_ART").
# Seen with spaCy 3.8.18, Python 3.11, `spacy convert` likewise. English is safe, since its forms are what the words
# give when joined ("do" and "n't").
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'spacy==3.8.18'
"$folder/venv/bin/python" - <<'PYTHON'
import spacy
from spacy.training.converters import conllu_to_docs

def sentence(*words: str) -> str:
    """A sentence: a word a line, a form of two words as "form=one+other"."""
    lines, number = [], 0
    for word in words:
        form, _, parts = word.partition("=")
        if parts:
            lines.append(f"{number + 1}-{number + 2}\t{form}" + "\t_" * 8)
        for part in (parts or form).split("+"):
            number += 1
            head, label = (0, "root") if number == 1 else (1, "dep")
            lines.append(f"{number}\t{part}\t{part}\tX\tTAG\t_\t{head}\t{label}\t_\t_")
    return "\n".join(lines) + "\n\n"

SEEN = {
    ("Sie", "wohnt", "im=in+dem", "Haus"): ("Sie wohnt indem Haus", "Sie wohnt im Haus"),
    ("Er", "ging", "zum=zu+dem", "Hafen"): ("Er ging zudem Hafen", "Er ging zum Hafen"),
    ("Il", "parle", "du=de+le", "maire"): ("Il parle dele maire", "Il parle du maire"),
    ("They", "don't=do+n't", "go"): ("They don't go", "They don't go"),
}
for words, (plain, merged) in SEEN.items():
    [one] = conllu_to_docs(sentence(*words), n_sents=1, no_print=True)
    [other] = conllu_to_docs(sentence(*words), n_sents=1, no_print=True, merge_subtokens=True)
    print(f"{one.text.strip()!r} ({len(one)} tokens); merged {other.text.strip()!r}, {[token.tag_ for token in other]}")
    assert (one.text.strip(), other.text.strip()) == (plain, merged), "this changed"
print(f"spaCy {spacy.__version__}: as described.")
PYTHON
