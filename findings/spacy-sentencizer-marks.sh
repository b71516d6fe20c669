#!/usr/bin/env bash
# spaCy's sentencizer gives the mark that opens a quotation to the sentence before it. "She left. “We go,” said Holt."
# is two sentences, 'She left. “' and 'We go,” said Holt.': the speaker's sentence has a quotation that never opens,
# and the one before it one that never closes. It is so for “ ‘ « and a bracket, in English and in any other language,
# whenever a sentence ends before it on the same line; only where a line ends between them, the mark is right.
#
# A good guess: a mark that opens goes with what follows. spaCy knows which do (Token.is_left_punct is true for all of
# these), and its sentencizer takes marks that close, ” and ), to the sentence before, as it should.
# Seen with spaCy 3.8.18, Python 3.11. What it means for whoever counts or looks for quotations by sentence: take the
# parser's sentences, or move each left mark at a sentence's end to the next.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'spacy==3.8.18'
"$folder/venv/bin/python" - <<'PYTHON'
import spacy

SEEN = {
    "She left. “We go,” said Holt.": ["She left. “", "We go,” said Holt."],
    "She left. ‘We go,’ said Holt.": ["She left. ‘", "We go,’ said Holt."],
    "She left. «We go,» said Holt.": ["She left. «", "We go,» said Holt."],
    "“We go!” “No!”": ["“We go!” “", "No!”"],
    "She left. (He stayed.) They slept.": ["She left. (", "He stayed.)", "They slept."],
    "She left.\n“We go,” said Holt.": ["She left.", "\n“We go,” said Holt."],
    "“We go.” She left.": ["“We go.”", "She left."],
}
for language in ("en", "fr", "xx"):
    read = spacy.blank(language)
    read.add_pipe("sentencizer")
    for text, seen in SEEN.items():
        found = [sentence.text for sentence in read(text).sents]
        print(f"{language}, {text!r}: {found}")
        assert found == seen, f"this changed: {found} instead of {seen}"
    assert all(read.vocab[mark].is_left_punct for mark in "“‘«("), "spaCy knows that they open"
print(f"spaCy {spacy.__version__}: as described.")
PYTHON
