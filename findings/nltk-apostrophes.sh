#!/usr/bin/env bash
# NLTK's word tokenizer cuts names and short forms into three where the apostrophe is the one that papers print:
# "O’Neill" becomes "O", "’", "Neill", and "didn’t" becomes "didn", "’", "t", while "O'Neill" is one word and "didn't"
# is "did", "n't". So one person has two names by the keyboard that was used, and "n't", which turns a statement around,
# is not there to be found. Of “It’s”, the "s" is left as a word of its own.
#
# (The ’ is taken for a mark that closes a quotation, wherever it stands; TreebankWordTokenizer, from which it comes,
# leaves "didn’t" and "O’Neill" whole.)
#
# A good guess: U+2019 is read as an apostrophe between letters, which is what Unicode recommends it for.
# Seen with NLTK 3.10.4, Python 3.11, as word_tokenize() does it. What it means: put ' for ’ between letters first,
# which keeps all offsets.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'nltk==3.10.4'
"$folder/venv/bin/python" - <<'PYTHON'
import nltk
from nltk.tokenize import NLTKWordTokenizer, TreebankWordTokenizer

SEEN = {
    "O'Neill didn't say": ["O'Neill", "did", "n't", "say"],
    "O’Neill didn’t say": ["O", "’", "Neill", "didn", "’", "t", "say"],
    "D’Arcy’s boat": ["D", "’", "Arcy", "’", "s", "boat"],
    "D'Arcy's boat": ["D'Arcy", "'s", "boat"],
    "“It’s late,” said she": ["“", "It", "’", "s", "late", ",", "”", "said", "she"],
}
for text, seen in SEEN.items():
    found = NLTKWordTokenizer().tokenize(text)
    print(f"{text!r}: {found}")
    assert found == seen, f"this changed: {found} instead of {seen}"
older = TreebankWordTokenizer().tokenize("O’Neill didn’t say")
assert older == ["O’Neill", "didn’t", "say"], f"this changed: {older}"
print(f"NLTK {nltk.__version__}: as described.")
PYTHON
