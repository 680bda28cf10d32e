// Texts that are rare and must be readable all the same: lists in notes, tables wider than a phone, other scripts.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { NARROW, WIDE, browser, build, folder, open, serve } from './site.mjs';

const hooks = [];
const suite = { after: (f) => hooks.push(f) };
let site, chrome;

const words = (n) => 'The toll was to end when the bridge was paid for. '.repeat(Math.ceil(n / 10));
const BRIEFING = `---
title: Odd
date: 2024-01-02
---
${words(60)}

${words(40)}[^list]

| Candidate | Official result, % | Survey estimate, % | Difference, points | A last column |
|:--|--:|--:|--:|--:|
| The first of the candidates | 80 | 20 | 60 | 4 |

[^list]: The bodies are:

    - the committee
    - the council
    - the board
`;
const ARABIC = `---
title: الجسر وديونه
date: 2024-01-03
language: ar
---
قال التقرير إن الجسر باهظ الثمن.[^1] ثم سكت التقرير عن الباقي.

[^1]: ملاحظة أولى.
`;

const MANY = `---
title: Many
date: 2024-01-04
---
${Array.from({ length: 120 }, (_, n) => `${words(20)}[^${n + 1}]`).join('\n\n')}

${Array.from({ length: 120 }, (_, n) => `[^${n + 1}]: The toll of year ${n + 1}.`).join('\n\n')}
`;

before(async () => {
  const root = folder(suite, 'odd');
  fs.mkdirSync(path.join(root, 'content'));
  fs.writeFileSync(path.join(root, 'ibid.toml'), 'title = "Test"\nbase_url = "https://site.example/"\nlanguage = "en"\n');
  fs.writeFileSync(path.join(root, 'content/odd.md'), BRIEFING);
  fs.writeFileSync(path.join(root, 'content/arabic.md'), ARABIC);
  fs.writeFileSync(path.join(root, 'content/many.md'), MANY);
  build(root);
  site = await serve(suite, root);
  chrome = await browser(suite);
});
after(async () => { for (const f of hooks.reverse()) await f(); });

const box = (tab, selector) => tab.evaluate((selector) => {
  const { left, right, top, bottom } = document.querySelector(selector).getBoundingClientRect();
  return { left, right, top, bottom };
}, selector);

for (const [name, view] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  test(`the number of the hundred and twentieth note stands in one line beside its words: ${name}`, async () => {
    const tab = await open(chrome, `${site.origin}/many.html#n119`, view);
    for (const id of ['n119', 'n120']) {
      const { number, room, height, line } = await tab.evaluate((id) => {
        const note = document.getElementById(id);
        const before = getComputedStyle(note, '::before');
        const printed = document.createElement('span');
        printed.textContent = id.slice(1);
        printed.style.cssText = `position: absolute; font: ${before.font}; font-variant-numeric: ${before.fontVariantNumeric}`;
        note.append(printed);
        const number = printed.getBoundingClientRect().width;
        printed.remove();
        const start = parseFloat(before.insetInlineStart);
        const room = parseFloat(getComputedStyle(note).paddingInlineStart) - start;
        return { number, room, height: parseFloat(before.height), line: parseFloat(before.lineHeight) };
      }, id);
      assert.ok(height < 1.5 * line, `one line: ${height} and ${line}`);
      assert.ok(number + 2 < room, `${id}: ${number} px of figures have ${room} px`);
    }
    await tab.context().close();
  });
}

for (const [name, view] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  test(`a list in a note is a list and no notes: ${name}`, async () => {
    const tab = await open(chrome, `${site.origin}/odd.html#n1`, view);
    const items = await tab.$$eval('#n1 .note li', (all) => all.map((item) => ({
      top: item.getBoundingClientRect().top,
      number: getComputedStyle(item, '::before').content,
      position: getComputedStyle(item).position,
    })));
    assert.equal(items.length, 3);
    assert.ok(items[0].top < items[1].top && items[1].top < items[2].top, 'one stands below the other');
    for (const item of items) {
      assert.equal(item.number, 'none', 'an item has no number of a note');
      assert.notEqual(item.position, 'absolute');
    }
    await tab.context().close();
  });
}

test('a text that runs from the right has its notes at the left', async () => {
  const tab = await open(chrome, `${site.origin}/arabic.html`, WIDE);
  const [text, note, title] = [await box(tab, '.text'), await box(tab, '#n1'), await box(tab, 'h1')];
  assert.ok(note.right <= text.left, `the note ends at ${note.right}, the text begins at ${text.left}`);
  assert.equal(title.right, text.right);
  const direction = (selector) => tab.evaluate((selector) => getComputedStyle(document.querySelector(selector)).direction, selector);
  assert.equal(await direction('.text p'), 'rtl');
  assert.equal(await direction('.cite-this'), 'ltr', 'what the theme says is in the language of the site');
  assert.equal(await direction('.masthead'), 'ltr');
  assert.deepEqual(tab.faults, []);
  await tab.context().close();
});

test('a table that is wider than a phone scrolls by itself, by keyboard too', async () => {
  const tab = await open(chrome, `${site.origin}/odd.html`, { ...WIDE, viewport: { width: 320, height: 700 } });
  const wrap = tab.locator('.table-wrap');
  const over = () => wrap.evaluate((box) => ({ over: box.scrollWidth - box.clientWidth, at: box.scrollLeft }));
  assert.ok((await over()).over > 0, 'the sample is wide enough');
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "the page does not");
  await wrap.focus();
  await tab.keyboard.press('ArrowRight');
  await tab.waitForFunction(() => document.querySelector('.table-wrap').scrollLeft > 0, null, { polling: 50 });
  await tab.context().close();
});

test('the place that a link leads to is marked where the system chooses the colours', async () => {
  const tab = await open(chrome, `${site.origin}/odd.html#n1`, { ...WIDE, forcedColors: 'active' });
  const style = await tab.evaluate(() => getComputedStyle(document.querySelector('#n1')).outlineStyle);
  assert.equal(style, 'solid');
  await tab.context().close();
});
