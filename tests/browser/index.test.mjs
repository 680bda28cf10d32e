// The citation index and the index of names: their orders, their letters, the filter, by mouse and by keyboard.
import assert from 'node:assert/strict';
import { before, describe, test, after } from 'node:test';
import { browser, build, copyOfSite, open, serve } from './site.mjs';

const hooks = [];
const suite = { after: (f) => hooks.push(f) };
let site, chrome;

before(async () => {
  const root = copyOfSite(suite);
  build(root);
  site = await serve(suite, root);
  chrome = await browser(suite);
});
after(async () => { for (const f of hooks.reverse()) await f(); });

const orders = (tab) => tab.$$eval('nav.kinds a', (all) => all.map((link) => ({ words: link.textContent.trim(), url: link.href, here: link.getAttribute('aria-current') })));

/** The works of a page of the index, whatever they are grouped by. */
const works = (tab) => tab.$$eval('.index .work', (all) => [...new Set(all.map((work) => work.querySelector('a[href*="works/"]')?.href))].sort());

for (const javaScriptEnabled of [true, false]) {
  describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    let tab;
    before(async () => { tab = await open(chrome, `${site.origin}/citations.html`, { javaScriptEnabled }); });
    after(() => tab.context().close());

    test('every order of the index has the same works, and says which it is', async () => {
      const whole = await works(tab);
      assert.ok(whole.length > 12, `${whole.length} works`);
      const all = await orders(tab);
      assert.ok(all.length >= 5, JSON.stringify(all));
      for (const order of all.filter((order) => !order.url.includes('/authors.'))) {
        await tab.goto(order.url);
        assert.deepEqual(await works(tab), whole, order.words);
        const here = (await orders(tab)).filter((order) => order.here === 'page').map((order) => order.words);
        assert.deepEqual(here, [order.words]);
      }
    });

    test('every place leads to a mark or a sentence that is there', async () => {
      await tab.goto(`${site.origin}/citations.html`);
      const links = await tab.$$eval('.index .place a[href*="#"], .index .places a[href*="#"]', (all) => all.map((link) => link.href));
      assert.ok(links.length > 20, `${links.length} places`);
      for (const page of new Set(links.map((link) => link.split('#')[0]))) {
        const hashes = links.filter((link) => link.split('#')[0] === page);
        await tab.goto(page);
        const lost = await tab.evaluate((hashes) => hashes.filter((link) => !document.getElementById(decodeURIComponent(new URL(link).hash.slice(1)))), hashes);
        assert.deepEqual(lost, []);
      }
    });

    test('the names stand by kind and from A to Z', async () => {
      await tab.goto(`${site.origin}/entities.html`);
      const names = () => tab.$$eval('.index li.work > a', (all) => all.map((link) => link.textContent));
      const byKind = await names();
      await tab.getByRole('link', { name: 'A–Z' }).click();
      await tab.waitForURL('**/names.html');
      const sorted = await names();
      assert.deepEqual([...sorted].sort(), [...byKind].sort());
      const key = (name) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      for (const letters of await tab.$$eval('.index .letter', (all) => all.map((part) => [...part.querySelectorAll('li > a')].map((link) => link.textContent)))) {
        assert.deepEqual(letters, [...letters].sort((a, b) => (key(a) < key(b) ? -1 : 1)));
      }
      const dead = await tab.$$eval('nav.letters a', (all) => all.filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1)))).length);
      assert.equal(dead, 0);
    });

    test('nothing went wrong', () => assert.deepEqual(tab.faults, []));
  });
}

test('without scripts there is no box that does nothing', async () => {
  const tab = await open(chrome, `${site.origin}/citations.html`, { javaScriptEnabled: false });
  assert.equal(await tab.locator('#filter').count(), 0);
  await tab.context().close();
});

describe('the filter', () => {
  let tab;
  const shown = () => tab.$$eval('.index .work', (all) => all.filter((work) => work.getBoundingClientRect().height > 0).map((work) => work.textContent));
  before(async () => { tab = await open(chrome, `${site.origin}/citations.html`); });
  after(() => tab.context().close());

  test('is reached by keyboard and shows what has all the words, however they are accented', async () => {
    for (let n = 0; n < 80 && await tab.evaluate(() => document.activeElement.id) !== 'filter'; n += 1) await tab.keyboard.press('Tab');
    assert.equal(await tab.evaluate(() => document.activeElement.id), 'filter');
    const all = (await shown()).length;
    await tab.keyboard.type('WILSON europé');
    const found = await shown();
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], /Europe’s last dictatorship/i);
    assert.equal(await tab.locator('search [role=status]').textContent(), `1 of ${all}`);
    const empty = await tab.$$eval('.index .author, .index .letter', (boxes) => boxes.filter((box) => box.getBoundingClientRect().height > 0 && !box.querySelector('.work:not([hidden])')).length);
    assert.equal(empty, 0, 'no heading stands over nothing');
  });

  test('says when nothing has the words, and gives everything back', async () => {
    await tab.fill('#filter', 'no such work as this');
    assert.deepEqual(await shown(), []);
    assert.match(await tab.locator('search [role=status]').textContent(), /^0 of /);
    await tab.fill('#filter', '');
    assert.ok((await shown()).length > 12);
    assert.equal(await tab.locator('search [role=status]').textContent(), '');
  });

  test('nothing went wrong', () => assert.deepEqual(tab.faults, []));
});
