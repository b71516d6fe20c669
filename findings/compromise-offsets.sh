#!/usr/bin/env bash
# The place that compromise gives of a quotation is not that of its words. With json({offset: true}), "start" leaves
# the opening mark out and "length" counts it: a slice of the text lacks the opening mark, has the closing one, and
# ends a character too late, within the next word or in the blank before it. It is so for quotations(), for
# parentheses(), and for each sentence that begins with a mark or a bracket; what begins with a letter is right.
#
# A good guess: text.substr(start, length) is what "text" beside it says, as it is for every other match.
# Seen with compromise 14.17.0, Node 20. What it means: take "start" less the marks that "text" begins with.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts compromise@14.17.0
cat >show.mjs <<'SCRIPT'
import assert from 'node:assert';
import nlp from 'compromise';

const text = 'The union met. “We strike on Monday,” said Holt (of the union) today. “No,” said Dana Holt.';
const found = nlp(text);
const seen = [
  [found.quotations(), '“We strike on Monday,”', 'We strike on Monday,” '],
  [found.quotations().eq(1), '“No,”', 'No,” '],
  [found.parentheses(), '(of the union)', 'of the union) '],
  [found.sentences().eq(0), 'The union met.', 'The union met.'],
  [found.match('strike on monday'), 'strike on Monday,”', 'strike on Monday,”'],
];
for (const [match, words, slice] of seen) {
  const { text: given, offset } = match.json({ offset: true })[0];
  const cut = text.substr(offset.start, offset.length);
  console.log(`${JSON.stringify(given)}: ${offset.start}, ${offset.length}, which is ${JSON.stringify(cut)}`);
  assert.equal(given, words);
  assert.equal(cut, slice, 'this changed');
}
console.log('compromise 14.17.0: as described.');
SCRIPT
node show.mjs
