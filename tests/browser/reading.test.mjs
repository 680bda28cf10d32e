// A briefing, read with scripts and without, by mouse and by keyboard.
import assert from 'node:assert/strict';
import { before, describe, test, after } from 'node:test';
import { browser, build, copyOfSite, open, sample, serve } from './site.mjs';

const hooks = [];
const suite = { after: (f) => hooks.push(f) };
let site, chrome, page;

before(async () => {
  const root = copyOfSite(suite);
  page = sample(build(root)).briefing;
  site = await serve(suite, root);
  chrome = await browser(suite);
});
after(async () => { for (const f of hooks.reverse()) await f(); });

const inView = (tab, selector) => tab.evaluate((selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return box.height > 0 && box.top < innerHeight && box.bottom > 0;
}, selector);

const hashIs = (tab, hash) => tab.waitForFunction((hash) => location.hash === hash, hash, { polling: 50 });

/** What a reader can read: the text of the page without what a script adds. */
const words = (tab) => tab.evaluate(() => {
  const main = document.querySelector('main').cloneNode(true);
  for (const added of main.querySelectorAll('button, [role=status], search')) added.remove();
  return main.textContent.replace(/\s+/g, ' ').trim();
});

for (const javaScriptEnabled of [true, false]) {
  describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    let tab;
    before(async () => { tab = await open(chrome, `${site.origin}/${page}`, { javaScriptEnabled }); });
    after(() => tab.context().close());

    test('every mark leads to its note, and the note back to the same mark', async () => {
      const marks = await tab.$$eval('a[role=doc-noteref]', (all) => all.map((mark) => ({ id: mark.id, hash: mark.hash })));
      assert.ok(marks.length > 10, `${marks.length} marks on ${page}`);
      for (const mark of marks) {
        await tab.goto(`${site.origin}/${page}${mark.hash}`);
        assert.ok(await inView(tab, mark.hash), `${mark.hash} is shown`);
        const back = tab.locator(`${mark.hash} a[role=doc-backlink][href="#${mark.id}"]`);
        assert.equal(await back.count(), 1, `one way back to ${mark.id}`);
        await back.evaluate((link) => link.click());
        await hashIs(tab, `#${mark.id}`);
        assert.ok(await inView(tab, `#${mark.id}`), `#${mark.id} is shown again`);
      }
    });

    test('the note stands in the margin beside its mark', async () => {
      await tab.goto(`${site.origin}/${page}`);
      const [mark, note] = await tab.evaluate(() => ['#r1', '#n1'].map((id) => {
        const box = document.querySelector(id).getBoundingClientRect();
        return { left: box.left, right: box.right, top: box.top, bottom: box.bottom, height: box.height };
      }));
      const text = await tab.evaluate(() => document.querySelector('.text').getBoundingClientRect().right);
      assert.ok(note.left >= text, 'the note is right of the text');
      assert.ok(Math.abs(note.top - mark.top) < 60, `the note is beside its mark: ${note.top} and ${mark.top}`);
    });

    test('a pull quote leads to the sentence that it repeats', async () => {
      await tab.goto(`${site.origin}/${page}`);
      const links = await tab.$$eval('.pullquote a', (all) => all.map((link) => ({
        hash: link.hash,
        quote: link.closest('.pullquote').querySelector('blockquote').textContent,
        name: link.getAttribute('aria-label'),
        hidden: link.closest('.pullquote').querySelector('blockquote').getAttribute('aria-hidden'),
      })));
      for (const link of links) {
        const sentence = await tab.evaluate((id) => document.getElementById(id)?.textContent, decodeURIComponent(link.hash.slice(1)));
        const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ');
        const there = new Set(plain(sentence ?? ''));
        const shared = plain(link.quote).filter((word) => there.has(word)).length / plain(link.quote).length;
        assert.ok(shared > 0.5, `${link.hash} repeats the quote: ${link.quote.trim()} / ${sentence}`);
        assert.ok(link.name, 'the link has a name');
        assert.equal(link.hidden, 'true', 'the repeated words are not read out twice');
      }
      assert.ok(links.length > 0, `${page} has a pull quote`);
    });

    test('the page does nothing that it must not', () => assert.deepEqual(tab.faults, []));
  });
}

test('all words are there without scripts', async () => {
  const texts = [];
  for (const javaScriptEnabled of [true, false]) {
    const tab = await open(chrome, `${site.origin}/${page}`, { javaScriptEnabled });
    texts.push(await words(tab));
    await tab.context().close();
  }
  assert.ok(texts[1].length > 3000);
  assert.equal(texts[0], texts[1]);
});

test('a keyboard is enough: skip link, mark, note and back', async () => {
  const tab = await open(chrome, `${site.origin}/${page}`);
  const focused = () => tab.evaluate(() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    return {
      id: at.id, href: at.getAttribute('href'), role: at.getAttribute('role'), text: at.textContent.trim(),
      ring: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
    };
  });
  await tab.keyboard.press('Tab');
  const skip = await focused();
  assert.equal(skip.href, '#main', 'the first stop skips to the text');
  assert.ok(await inView(tab, 'a[href="#main"]'), 'the skip link is seen when it has the focus');
  await tab.keyboard.press('Enter');
  let stop;
  for (let n = 0; n < 60 && stop?.role !== 'doc-noteref'; n += 1) {
    await tab.keyboard.press('Tab');
    stop = await focused();
    assert.ok(stop.ring, `the focus is seen on ${stop.text}`);
  }
  assert.equal(stop.id, 'r1', 'the first mark is reached');
  await tab.keyboard.press('Enter');
  await hashIs(tab, '#n1');
  for (let n = 0; n < 10; n += 1) {
    await tab.keyboard.press('Tab');
    stop = await focused();
    if (stop.role === 'doc-backlink') break;
  }
  assert.equal(stop.href, '#r1', 'from the note, the tab key leads to its way back');
  await tab.keyboard.press('Enter');
  await hashIs(tab, '#r1');
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Shift+Tab');
  assert.equal((await focused()).id, 'r1', 'the reader is at the mark again');
  assert.deepEqual(tab.faults, []);
  await tab.context().close();
});

describe('previews of pages', () => {
  let tab, link;
  const preview = () => tab.locator('#preview');
  before(async () => {
    tab = await open(chrome, `${site.origin}/${page}`);
    link = tab.locator('main a[data-title]').first();
  });
  after(() => tab.context().close());

  test('the pointer brings title and standfirst, and takes them away', async () => {
    assert.ok(await preview().isHidden());
    await link.hover();
    await preview().waitFor({ state: 'visible' });
    const [title, standfirst] = await link.evaluate((at) => [at.dataset.title, at.dataset.standfirst]);
    assert.ok(title && standfirst);
    assert.equal(await preview().textContent(), title + standfirst);
    const [card, at] = [await preview().boundingBox(), await link.boundingBox()];
    assert.ok(Math.min(Math.abs(card.y - at.y - at.height), Math.abs(at.y - card.y - card.height)) < 40, 'it is beside the link');
    // WCAG 1.4.13: the pointer may rest on it.
    await preview().hover();
    await tab.waitForTimeout(400);
    assert.ok(await preview().isVisible());
    await tab.mouse.move(2, 2);
    await preview().waitFor({ state: 'hidden' });
  });

  test('a second link to the same page has the same preview', async () => {
    const second = await tab.evaluate(() => {
      const first = document.querySelector('main a[data-title]');
      const copy = document.createElement('a');
      Object.assign(copy, { href: `${first.href}#place`, textContent: 'again', id: 'again' });
      document.querySelector('.text p').append(' ', copy);
      return first.dataset.title;
    });
    await tab.locator('#again').hover();
    await preview().waitFor({ state: 'visible' });
    assert.ok((await preview().textContent()).startsWith(second));
    await tab.mouse.move(2, 2);
    await preview().waitFor({ state: 'hidden' });
  });

  test('a keyboard brings it, Escape takes it away, and it is read out with the link', async () => {
    await tab.evaluate(() => document.querySelector('h1').scrollIntoView());
    for (let n = 0; n < 80 && await preview().isHidden(); n += 1) await tab.keyboard.press('Tab');
    assert.ok(await preview().isVisible(), 'a link with a preview is reached');
    assert.equal(await tab.evaluate(() => document.activeElement.getAttribute('aria-describedby')), 'preview');
    await tab.keyboard.press('Escape');
    assert.ok(await preview().isHidden());
    assert.equal(await tab.evaluate(() => document.activeElement.hasAttribute('aria-describedby')), false);
    await tab.keyboard.press('Tab');
  });

  test('a page asks no server for it', () => assert.deepEqual(tab.faults, []));
});

test('the map shows the kinds that are asked for, without scripts too', async () => {
  const tab = await open(chrome, `${site.origin}/map.html`, { javaScriptEnabled: false });
  const shown = (kind) => tab.$$eval(`svg.graph a.${kind}`, (all) => all.filter((node) => node.getBoundingClientRect().width > 0 && getComputedStyle(node).display !== 'none').length);
  assert.ok(await shown('work') > 3 && await shown('briefing') > 3 && await shown('name') > 3);
  await tab.uncheck('#map-work');
  assert.equal(await shown('work'), 0);
  assert.ok(await shown('name') > 3);
  assert.deepEqual(tab.faults, []);
  await tab.context().close();
});
