#!/usr/bin/env bash
# Recogito's text annotator reads the W3C's annotations with a quote and a position, and then goes by the position
# alone: a mark on "They said yes." is drawn over whatever stands at those numbers, without an error, when the page has
# changed by a word or another program counted its characters otherwise. The quote that would tell is kept beside it.
# An annotation that has only the quote (or only the position) is refused, "Missing selector types", though the model
# has each of the two stand for itself.
#
# A good guess: the quote is what finds the passage, the position only helps (as in Hypothesis), or the two are
# compared. Seen with @recogito/text-annotator 4.1.1, jsdom 22.1.0, Node 20. What it means: write both selectors, and
# count in UTF-16 code units of the page's own text nodes.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @recogito/text-annotator@4.1.1 @annotorious/core@3.8.10 \
  jsdom@22.1.0
cat >show.mjs <<'SCRIPT'
import assert from 'node:assert';
import { JSDOM } from 'jsdom';

const SOURCE = 'https://arlen.example/a';
const QUOTE = { type: 'TextQuoteSelector', exact: 'They said yes.', prefix: 'We said no. ', suffix: '' };
const { window } = new JSDOM('<!doctype html><body><p id="text"></p></body>', { url: SOURCE });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis)) globalThis[name] = window[name];
}
globalThis.window = window;
globalThis.document = window.document;
const { W3CTextFormat, reviveAnnotation } = await import('@recogito/text-annotator');

const place = (text, selector) => {
  const container = document.getElementById('text');
  container.textContent = text;
  const annotation = {
    '@context': 'http://www.w3.org/ns/anno.jsonld', id: 'urn:a', type: 'Annotation', body: [],
    target: { source: SOURCE, selector },
  };
  const { parsed, error } = W3CTextFormat(SOURCE, container).parse(annotation);
  if (!parsed) return error.message;
  return reviveAnnotation(parsed, container).target.selector[0].range.toString();
};
const BOTH = [QUOTE, { type: 'TextPositionSelector', start: 12, end: 26 }];
const seen = [
  ['We said no. They said yes.', BOTH, 'They said yes.'],
  ['Today: we said no. They said yes.', BOTH, 'id no. They sa'],
  ['We said no. They said yes.', [QUOTE], 'Missing selector types: TextPositionSelector for annotation: urn:a'],
];
for (const [text, selector, expected] of seen) {
  const found = place(text, selector);
  console.log(`${JSON.stringify(text)}, ${selector.length} selectors: ${JSON.stringify(found)}`);
  assert.equal(found, expected, 'this changed');
}
console.log('@recogito/text-annotator 4.1.1: as described.');
SCRIPT
node show.mjs
