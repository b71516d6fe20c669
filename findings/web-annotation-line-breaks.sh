#!/usr/bin/env bash
# Two programs that follow the W3C's Web Annotation model do not find each other's passages where a page has a <br>:
#
# - Hypothesis writes a blank into "exact", "prefix" and "suffix" where a <br> stands, and nothing where a paragraph
#   ends: "no. They" over a <br>, "yes.That" over the border of two <p>.
# - Apache Annotator writes nothing in both cases, and looks for selectors letter by letter. So one <br> within the
#   32 characters before or after a passage is enough for it to find nothing of what Hypothesis quoted.
# - Hypothesis' TextPositionSelector does not count the blank that its TextQuoteSelector has: "exact" is longer than
#   "end" less "start", and no text of the page fits both.
#
# A good guess: the model says that the text is normalised, so both quote the same one. Seen with hypothesis (the
# client) 1.1766.0, @apache-annotator/dom 0.2.0, jsdom 22.1.0, Node 20. The client's package has no modules, so its
# own sources are taken from its source map. What it means for whoever reads selectors: compare words, no white space.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts hypothesis@1.1766.0 @apache-annotator/dom@0.2.0 \
  @apache-annotator/selector@0.2.0 approx-string-match@2.0.0 jsdom@22.1.0 esbuild-wasm@0.25.0
cat >show.mjs <<'SCRIPT'
import assert from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild-wasm';
import { JSDOM } from 'jsdom';

const map = JSON.parse(readFileSync('node_modules/hypothesis/build/scripts/annotator.bundle.js.map', 'utf8'));
for (const [number, name] of map.sources.entries()) {
  if (!name.startsWith('app:///src/') || !map.sourcesContent[number]) continue;
  const file = name.replace('app:///', 'client/');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, map.sourcesContent[number]);
}
await build({
  entryPoints: ['client/src/annotator/anchoring/types.ts'], outfile: 'anchoring.mjs', bundle: true, format: 'esm',
  platform: 'node', logLevel: 'error', external: ['approx-string-match'],
});

const page = '<p>We said no.<br>They said yes.</p><p>That was all.</p>';
const { window } = new JSDOM(`<!doctype html><body>${page}</body>`);
for (const name of ['Node', 'Range', 'NodeFilter', 'document', 'Element', 'Text', 'HTMLElement']) {
  globalThis[name] = window[name];
}
const hypothesis = await import('./anchoring.mjs');
const apache = await import('@apache-annotator/dom');

const body = window.document.body;
const [first, second] = body.querySelectorAll('p');
const passages = {
  'over a <br>': [first.firstChild, 8, first.lastChild, 4, 'no. They', 'no.They'],
  'over two <p>': [first.lastChild, 10, second.firstChild, 4, 'yes.That', 'yes.That'],
  'beside a <br>': [first.lastChild, 5, first.lastChild, 9, 'said', 'said'],
};
for (const [which, [from, start, to, end, ofHypothesis, ofApache]] of Object.entries(passages)) {
  const range = window.document.createRange();
  range.setStart(from, start);
  range.setEnd(to, end);
  const quote = hypothesis.TextQuoteAnchor.fromRange(body, range).toSelector();
  const position = hypothesis.TextPositionAnchor.fromRange(body, range).toSelector();
  const other = await apache.describeTextQuote(range, body);
  const found = async (selector) => {
    for await (const match of apache.createTextQuoteSelectorMatcher(selector)(body)) return match.toString();
    return null;
  };
  console.log(`${which}: Hypothesis ${JSON.stringify([quote.prefix, quote.exact, quote.suffix])}, ` +
    `${position.end - position.start} characters by its position; Apache ${JSON.stringify(other.exact)}`);
  assert.equal(quote.exact, ofHypothesis, 'this changed');
  assert.equal(other.exact, ofApache, 'this changed');
  assert.equal(position.end - position.start, ofApache.length, 'this changed');
  assert.equal(await found(other), range.toString(), 'Apache finds what it wrote itself');
  assert.equal(await found(quote), null, 'this changed: Apache Annotator finds what Hypothesis quoted');
}
console.log('Apache Annotator finds none of the three by the words of Hypothesis: as described.');
SCRIPT
node show.mjs
