// The preview server: for one person, on one machine, and never without a site.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { browser, folder, open, serve, until } from './site.mjs';

const hooks = [];
const suite = { after: (f) => hooks.push(f) };
let root, site, chrome;
const briefing = () => path.join(root, 'content/gap.md');
const TEXT = '---\ntitle: The gap\ndate: 2024-01-02\n---\nThe gap is a choke point.[^1]\n\n[^1]: A note.\n';

before(async () => {
  root = folder(suite, 'serve');
  fs.mkdirSync(path.join(root, 'content'));
  fs.writeFileSync(path.join(root, 'ibid.toml'), 'title = "Test"\nbase_url = "https://site.example/sub/"\nlanguage = "en"\n');
  fs.writeFileSync(briefing(), TEXT);
  site = await serve(suite, root);
  chrome = await browser(suite);
});
after(async () => { for (const f of hooks.reverse()) await f(); });

/** A request with headers that `fetch` would not let us write. */
const ask = (target, headers = {}, method = 'GET') => new Promise((done, fail) => {
  const request = http.request({ host: '127.0.0.1', port: site.port, path: target, method, headers, agent: false }, (response) => {
    let body = '';
    response.on('data', (data) => { body += data; });
    response.on('end', () => done({ status: response.statusCode, headers: response.headers, body }));
    if (response.headers['content-type']?.startsWith('text/event-stream')) { done({ status: response.statusCode, headers: response.headers, body: '' }); request.destroy(); }
  });
  request.on('error', fail);
  request.end();
});

test('the address is printed', () => assert.match(site.said.text, new RegExp(`http://(127\\.0\\.0\\.1|localhost):${site.port}`)));

test('an edit is shown in the open tab', async () => {
  const tab = await open(chrome, `${site.origin}/gap.html`);
  fs.writeFileSync(briefing(), TEXT.replace('choke point', 'narrow place'));
  await tab.waitForFunction(() => document.querySelector('main').textContent.includes('narrow place'), null, { timeout: 15_000, polling: 50 });
  assert.deepEqual(tab.faults, []);
  fs.writeFileSync(briefing(), TEXT);
  await tab.waitForFunction(() => document.querySelector('main').textContent.includes('choke point'), null, { timeout: 15_000, polling: 50 });
  await tab.context().close();
});

test('a fault in the content is shown in the page, and goes when it is mended', async () => {
  const tab = await open(chrome, `${site.origin}/gap.html`);
  fs.writeFileSync(briefing(), TEXT.replace('[^1]\n', '[^2]\n'));
  const notice = tab.locator('a[role=status]');
  await notice.waitFor({ timeout: 15_000 });
  assert.match(await notice.textContent(), /1 error/);
  assert.match(await tab.textContent('main'), /choke point/, 'the text is still there');
  await notice.click();
  await tab.waitForLoadState();
  assert.match(await tab.textContent('main'), /content\/gap\.md:5:26/, 'the notice leads to the place of the fault');
  await tab.goBack();
  fs.writeFileSync(briefing(), TEXT);
  await notice.waitFor({ state: 'detached', timeout: 15_000 });
  assert.deepEqual(tab.faults, []);
  await tab.context().close();
});

test('d6: a build that fails leaves the last good site in the browser', async () => {
  const tab = await open(chrome, `${site.origin}/gap.html`);
  const templates = path.join(root, 'themes/default/templates');
  fs.mkdirSync(templates, { recursive: true });
  fs.writeFileSync(path.join(templates, 'briefing.html'), '{% if %}');
  await until('the fault is shown', async () => /briefing\.html/.test(await tab.evaluate(() => document.documentElement.textContent).catch(() => '')));
  assert.equal((await ask('/gap.html')).status, 200);
  assert.match((await ask('/gap.html')).body, /choke point/);
  fs.rmSync(path.join(root, 'themes'), { recursive: true });
  await until('the fault has gone', async () => !/briefing\.html/.test(await tab.evaluate(() => document.documentElement.textContent).catch(() => 'briefing.html')));
  await tab.context().close();
});

test('f2: other hosts and origins are refused', async () => {
  assert.equal((await ask('/gap.html', { Host: `127.0.0.1:${site.port}` })).status, 200);
  assert.equal((await ask('/gap.html', { Host: `localhost:${site.port}` })).status, 200);
  for (const host of ['evil.example', `evil.example:${site.port}`, '127.0.0.1.evil.example', '0.0.0.0', 'localhost.']) {
    assert.equal((await ask('/gap.html', { Host: host })).status, 403, host);
  }
  const page = await ask('/gap.html');
  assert.equal(page.headers['access-control-allow-origin'], undefined);
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  assert.match(page.headers['cache-control'], /no-store/);
});

test('f2: a foreign page cannot listen to the live-reload channel', async () => {
  const channel = /[^"'\s]*ibid[^"'\s]*(events|live|reload)[^"'\s]*/i;
  const tab = await chrome.newPage();
  const asked = [];
  tab.on('request', (request) => { if (request.resourceType() === 'eventsource' || request.resourceType() === 'fetch') asked.push(new URL(request.url()).pathname); });
  await tab.goto(`${site.origin}/gap.html`);
  await until(`a page asks for its channel (${channel})`, () => asked.length > 0);
  await tab.close();
  assert.equal((await ask(asked[0], { Origin: site.origin })).status, 200);
  for (const origin of ['https://evil.example', 'null', `http://127.0.0.1:${site.port + 1}`]) {
    assert.equal((await ask(asked[0], { Origin: origin })).status, 403, origin);
  }
});

test('f2: nothing outside the built site is served', async () => {
  fs.writeFileSync(path.join(root, 'secret.txt'), 'secret');
  for (const target of ['/ibid.toml', '/content/gap.md', '/../ibid.toml', '/%2e%2e/ibid.toml', '/..%2fsecret.txt', '/secret.txt', '//etc/passwd', '/.ibid-cache']) {
    const { status, body } = await ask(target);
    assert.ok([400, 404].includes(status), `${target}: ${status}`);
    assert.ok(!body.includes('secret') || status === 404);
  }
});

test('f3: only reading is answered, with the right types', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status, headers } = await ask('/gap.html', {}, method);
    assert.equal(status, 405, method);
    assert.match(headers.allow, /GET/);
  }
  const head = await ask('/gap.html', {}, 'HEAD');
  assert.equal(head.status, 200);
  assert.equal(head.body, '');
  assert.match(head.headers['content-type'], /^text\/html/);
  const gone = await ask('/nowhere.html');
  assert.equal(gone.status, 404);
  assert.match(gone.body, /<main/, "the site's own page says that there is nothing");
  assert.match((await ask('/feed.xml')).headers['content-type'], /xml/);
});
