#!/usr/bin/env bash
# Mozilla's Readability, of which Firefox's reader view is made, takes the name under a quotation for the author of the
# page and removes it from the text, where the page states no author. The quotation is left without its speaker, and
# the article is ascribed to whom it quotes. So it goes with a class such as "author" or "quote-author" on the
# footer, cite or caption of a blockquote, and with itemprop="author"; a class "dateline" makes "ARLEN, Monday" the author.
#
# With an author in the page's head most of these stay in the text, but not the footer, which goes in any case.
#
# A good guess: a byline is looked for below the title, not within a blockquote; a name that is kept nowhere else is
# not taken away. Seen with @mozilla/readability 0.6.0, jsdom 22.1.0, Node 20. What it means for who quotes from its
# text: look at the page's own blockquotes.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @mozilla/readability@0.6.0 jsdom@22.1.0
cat >show.mjs <<'SCRIPT'
import assert from 'node:assert';
import { Readability } from '@mozilla/readability';
import { JSDOM } from 'jsdom';

const story = `<p>${'The ferry to Arlen will not sail before Monday, the port said, after a night of storm. '.repeat(5)}</p>`;
const said = '“We will not sail in this wind, and nobody will make me.”';
const stated = '<meta name="author" content="Mira Sand">';
const name = 'Dana Holt';
const seen = [ // below the quotation, in the head: the author, whether the name is still in the text
  [`<p>${said}</p><cite class="author">${name}</cite>`, '', name, false],
  [`<p>${said}</p><footer class="quote-author">${name}</footer>`, '', name, false],
  [`<p>${said}</p><span itemprop="author">${name}</span>`, '', name, false],
  [`<p>${said}</p><cite>${name}</cite>`, '', null, true],
  [`<p>${said}</p><cite class="author">${name}</cite>`, stated, 'Mira Sand', true],
  [`<p>${said}</p><footer class="quote-author">${name}</footer>`, stated, 'Mira Sand', false],
];
for (const [quotation, head, byline, kept] of seen) {
  const page = `<!doctype html><html><head><title>Ferry stays in port</title>${head}</head><body><article>
    <h1>Ferry stays in port</h1>${story}<blockquote>${quotation}</blockquote>${story}</article></body></html>`;
  const { window } = new JSDOM(page, { url: 'https://arlen.example/ferry' });
  const article = new Readability(window.document).parse();
  const there = article.textContent.includes(name);
  console.log(`${quotation.replace(/^.*?<\/p>/, '')} ${head}: author ${article.byline}, name in the text: ${there}`);
  assert.ok(article.textContent.includes(said), 'the quotation itself is kept');
  assert.equal(article.byline, byline, 'this changed');
  assert.equal(there, kept, 'this changed');
}
console.log('Readability 0.6.0: as described.');
SCRIPT
node show.mjs
