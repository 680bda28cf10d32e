// Every kind of page: accessibility, width, requests, print, and without a server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { NARROW, WIDE, browser, build, copyOfSite, folder, open, pagesOf, sample, serve } from './site.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const hooks = [];
const suite = { after: (f) => hooks.push(f) };
let site, chrome, out, pages;

before(async () => {
  const root = copyOfSite(suite);
  out = build(root);
  pages = sample(out);
  site = await serve(suite, root);
  chrome = await browser(suite);
});
after(async () => { for (const f of hooks.reverse()) await f(); });

/** A page at a former address, which goes on to the new one by itself. */
const leadsAway = (page) => /<meta http-equiv="refresh"/.test(fs.readFileSync(path.join(out, page), 'utf8'));

const VIEWS = { light: { ...WIDE, colorScheme: 'light' }, dark: { ...WIDE, colorScheme: 'dark' }, mobile: { ...NARROW, colorScheme: 'light' } };
for (const [name, view] of Object.entries(VIEWS)) {
  test(`axe finds nothing: ${name}`, async () => {
    assert.equal(pages.all.length, 6, `six kinds of pages: ${pages.all}`);
    for (const page of pages.all) {
      // The page's own policy keeps axe out, so it is lifted here; that it holds is another test's business.
      const tab = await open(chrome, `${site.origin}/${page}`, { ...view, bypassCSP: true });
      await tab.evaluate(AXE);
      const { violations, passes } = await tab.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
      assert.ok(passes.length > 10);
      const found = violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
      assert.deepEqual(found, [], page);
      await tab.context().close();
    }
  });
}

test('no page is wider than its window, errs, or asks another origin', async () => {
  const context = await chrome.newContext(WIDE);
  const tab = await context.newPage();
  const faults = [];
  tab.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  tab.on('pageerror', (error) => faults.push(String(error)));
  tab.on('request', (request) => { if (!/^data:/.test(request.url()) && new URL(request.url()).origin !== site.origin) faults.push(request.url()); });
  await tab.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
  for (const page of pagesOf(out).filter((page) => !leadsAway(page))) {
    await tab.goto(`${site.origin}/${page}`, { waitUntil: 'load' });
    for (const width of pages.all.includes(page) ? [320, 390, 768, 1440] : [320, 1440]) {
      await tab.setViewportSize({ width, height: 900 });
      const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) faults.push(`${page} is ${over}px too wide at ${width}px`);
    }
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test('a former address leads to the page', async () => {
  const former = pagesOf(out).filter(leadsAway);
  assert.ok(former.length > 0, 'the site has a former address');
  for (const page of former) {
    const tab = await open(chrome, `${site.origin}/${page}`, { javaScriptEnabled: false });
    await tab.waitForURL((url) => !url.pathname.endsWith(`/${page}`));
    assert.ok(await tab.locator('h1').count(), tab.url());
    await tab.context().close();
  }
});

test('a printed briefing holds its notes and leaves out what is for the screen', async () => {
  const tab = await open(chrome, `${site.origin}/${pages.briefing}`, { colorScheme: 'dark' });
  const letters = (text) => text.replace(/[^\p{L}\p{N}]+/gu, '');
  const notes = await tab.$$eval('.notes ol > li .note', (all) => all.map((note) => {
    const copy = note.cloneNode(true);
    for (const link of copy.querySelectorAll('[role=doc-backlink]')) link.remove();
    return copy.textContent.slice(0, 60);
  }));
  const file = path.join(folder(suite, 'print'), 'briefing.pdf');
  await tab.pdf({ path: file, format: 'A4', preferCSSPageSize: true });
  const text = letters(execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }));
  assert.ok(notes.length > 5);
  for (const note of notes) assert.ok(text.includes(letters(note).slice(0, 20)), `printed: ${note}`);
  for (const words of ['Skip to the text', 'Copy']) assert.ok(!text.includes(letters(words)), `for the screen alone: ${words}`);
  await tab.context().close();
});

test('the pages work from the folder, without a server', async () => {
  const tab = await open(chrome, pathToFileURL(path.join(out, 'index.html')).href);
  const style = await tab.evaluate(() => getComputedStyle(document.querySelector('h1, .brand')).fontFamily);
  assert.match(style, /Source Serif/, 'the style sheet is found');
  await tab.click(`a[href="${pages.briefing}"] >> nth=0`);
  await tab.waitForLoadState();
  assert.ok(await tab.locator('a[role=doc-noteref]').count() > 10, 'a link of the home page leads to the briefing');
  await tab.locator('a[role=doc-noteref]').first().click();
  assert.equal(new URL(tab.url()).hash, '#n1');
  await tab.locator('.masthead a').first().click();
  await tab.waitForLoadState();
  assert.match(tab.url(), /index\.html$/);
  // A page opened from a folder has an origin of its own: fonts are refused there, and the text is set in another one.
  assert.deepEqual(tab.faults.filter((fault) => !/font|CORS|ERR_FAILED/i.test(fault) && !fault.startsWith('request to file:')), []);
  await tab.context().close();
});

test('the Nu HTML checker finds no error', () => {
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  const said = execFileSync('java', ['-Xmx1g', '-jar', jar, '--format', 'json', '--exit-zero-always', '--skip-non-html', '--stdout', out],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  const errors = JSON.parse(said).messages.filter((message) => message.type !== 'info')
    .map((message) => `${path.relative(out, decodeURI(new URL(message.url).pathname))}:${message.lastLine}: ${message.message}`);
  assert.deepEqual(errors.slice(0, 20), []);
});
