#!/usr/bin/env bash
# rss-parser puts the words of an Atom entry in another order where its text is XHTML, one of the three ways that Atom
# has: what stands in an element within a sentence (<b>, <em>, <a>) is moved behind the sentence's other words.
# "He said <b>no</b> to the plan and <i>yes</i> to the ferry." becomes "He said  to the plan and  to the ferry.noyes",
# in "content" and in "contentSnippet", with no error. An XHTML title is an object instead of words.
#
# (It reads XML by xml2js, which keeps children by their names and not in their order, and writes it out again.)
#
# A good guess: the markup as it stands, as type="html" gives it. Seen with rss-parser 3.13.0, Node 20. What it means
# for who quotes from feeds: do not take XHTML entries from it, or read the text from the page.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts rss-parser@3.13.0
cat >show.mjs <<'SCRIPT'
import assert from 'node:assert';
import Parser from 'rss-parser';

const words = '<p>He said <b>no</b> to the plan and <i>yes</i> to the ferry.</p>';
const escaped = words.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const xhtml = `<div xmlns="http://www.w3.org/1999/xhtml">${words}</div>`;
const right = 'He said no to the plan and yes to the ferry.';
const seen = [
  ['html', `<content type="html">${escaped}</content>`, right],
  ['xhtml', `<content type="xhtml">${xhtml}</content>`, 'He said  to the plan and  to the ferry.noyes'],
];
for (const [type, content, snippet] of seen) {
  const { items } = await new Parser().parseString(`<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom"><title>Arlen Post</title><id>urn:arlen</id>
    <updated>2026-11-02T10:00:00Z</updated><entry><title>Ferry</title><id>urn:arlen:1</id>
    <updated>2026-11-02T10:00:00Z</updated><link href="https://arlen.example/1"/>${content}</entry></feed>`);
  console.log(`${type}: ${JSON.stringify(items[0].contentSnippet)}`);
  assert.equal(items[0].contentSnippet, snippet, 'this changed');
}
console.log('rss-parser 3.13.0: as described.');
SCRIPT
node show.mjs
