// A briefing is printed to a PDF by a browser, and read again: what the print page holds comes back.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { IBID, REPOSITORY, browser, build, copyOfSite, folder, open, serve } from './site.mjs';

const hooks = [];
const suite = { after: (f) => hooks.push(f) };
const NAME = 'army-without-a-country';
let page, markdown, report;

before(async () => {
  const root = copyOfSite(suite);
  build(root);
  const site = await serve(suite, root);
  const chrome = await browser(suite);
  const tab = await open(chrome, `${site.origin}/${NAME}.html`);
  page = await tab.evaluate(() => ({
    marks: [...document.querySelectorAll('a[role=doc-noteref]')].map((mark) => mark.textContent.trim()),
    headings: [...document.querySelectorAll('article h2, main h2')].map((heading) => heading.textContent.trim()),
  }));
  const out = folder(suite, 'printed');
  const pdf = path.join(out, 'printed.pdf');
  await tab.pdf({ path: pdf, preferCSSPageSize: true, tagged: true });
  const run = spawnSync(IBID, ['import', pdf, '--out', path.join(out, 'read')], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const names = fs.readdirSync(path.join(out, 'read')).filter((name) => name.endsWith('.md'));
  const text = (name) => fs.readFileSync(path.join(out, 'read', name), 'utf8');
  markdown = text(names.find((name) => !name.endsWith('.import.md')));
  report = text(names.find((name) => name.endsWith('.import.md')));
});
after(async () => { for (const f of hooks.reverse()) await f(); });

const source = () => fs.readFileSync(path.join(REPOSITORY, 'content', `${NAME}.md`), 'utf8');

/** The letters of a text, without what marks it up. */
const letters = (text) => text.replace(/\[\^[^\]]*\]/g, '').replace(/\]\([^)]*\)/g, '').replace(/\[\[[^|\]]*\|/g, '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

test('each mark of a note comes back, in its order', () => {
  assert.ok(page.marks.length > 5);
  const body = markdown.replace(/^\[\^[^\]]+\]:.*$/gm, '');
  assert.deepEqual([...body.matchAll(/\[\^([^\]]+)\]/g)].map((mark) => mark[1]), page.marks);
});

test('each note comes back', () => {
  const noted = (text) => new Set([...text.matchAll(/^\[\^([^\]]+)\]:/gm)].map((note) => note[1])).size;
  assert.equal(noted(markdown), noted(source()));
});

test('paragraphs that a page cut are whole', () => {
  // A term and its definition are one block of the source and two of the page.
  const plain = source().split(/\n\n+/).filter((block) => /^[A-Z]/.test(block) && block.length > 300 && !/\n:/.test(block)).map(letters);
  const read = markdown.split(/\n\n+/).map(letters);
  const lost = plain.filter((paragraph) => !read.some((one) => one === paragraph));
  assert.ok(plain.length >= 8, `${plain.length} paragraphs`);
  assert.deepEqual(lost, [], 'these paragraphs of the source did not come back whole');
  assert.ok(!report.includes('do not add up'));
});

test('headings come back', () => {
  const read = [...markdown.matchAll(/^##+ (.*)$/gm)].map((heading) => letters(heading[1]));
  for (const heading of [...source().matchAll(/^## (.*)$/gm)].map((one) => letters(one[1]))) assert.ok(read.includes(heading), heading);
});
