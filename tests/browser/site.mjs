// A built site, a server of ours in front of it, and a browser that asks nobody else.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const REPOSITORY = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const IBID = process.env.IBID ?? path.join(REPOSITORY, 'target/debug/ibid');

if (!process.env.CHROMIUM) throw new Error('set CHROMIUM to a Chromium browser, or call tests/run browser');
if (!fs.existsSync(IBID)) throw new Error(`${IBID} is not there: call tests/run browser`);

/** A folder that goes with the test. */
export function folder(t, name) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), `ibid-${name}-`));
  t.after(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A copy of the repository's own site, without its output. */
export function copyOfSite(t) {
  const root = folder(t, 'site');
  for (const part of ['ibid.toml', 'references.yaml', 'content']) {
    fs.cpSync(path.join(REPOSITORY, part), path.join(root, part), { recursive: true });
  }
  return root;
}

/** Builds a site and returns the folder with its pages. */
export function build(root) {
  const out = path.join(root, 'public');
  const run = spawnSync(IBID, ['build', '--root', root, '--quiet'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`ibid build ended with ${run.status}:\n${run.stdout}${run.stderr}`);
  return out;
}

export const pagesOf = (out) =>
  fs.readdirSync(out, { recursive: true }).map((file) => file.split(path.sep).join('/')).filter((file) => file.endsWith('.html')).sort();

async function freePort() {
  const server = net.createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** `ibid serve` for a site; its origin, and what it has printed so far. */
export async function serve(t, root) {
  const port = await freePort();
  const child = spawn(IBID, ['serve', '--root', root, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { said.text += data; });
  let ended;
  child.on('exit', (code, signal) => { ended = `exit ${code ?? signal}`; });
  t.after(() => child.kill('SIGKILL'));
  const origin = `http://127.0.0.1:${port}`;
  await until(`ibid serve answers at ${origin}`, async () => {
    if (ended) throw new Error(`ibid serve ended (${ended}):\n${said.text}`);
    return (await fetch(origin).catch(() => null))?.ok;
  }, 60_000);
  return { origin, port, said, child };
}

/** Waits for something that is not there at once. */
export async function until(what, f, limit = 15_000) {
  const start = Date.now();
  for (;;) {
    const found = await f();
    if (found) return found;
    if (Date.now() - start > limit) throw new Error(`waited ${limit} ms in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

export async function browser(t) {
  const launched = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-default-apps',
      '--disable-sync', '--no-first-run', '--disable-dev-shm-usage',
    ],
  });
  t.after(() => launched.close());
  return launched;
}

export const WIDE = { viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' };
export const NARROW = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: 'reduce' };

/**
 * A tab that notes what a page must not do: errors on the console, refused by the policy, requests to another origin.
 * `tab.faults` is to be empty.
 */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ ...WIDE, ...options });
  const tab = await context.newPage();
  const { origin } = new URL(url);
  tab.faults = [];
  tab.on('console', (message) => {
    const { url } = message.location();
    // Browsers ask for this where a page names no icon; the page of diagnostics names none.
    if (message.type() === 'error' && !url.endsWith('/favicon.ico')) tab.faults.push(`console: ${message.text()} ${url}`);
  });
  tab.on('pageerror', (error) => tab.faults.push(`error: ${error}`));
  tab.on('request', (request) => {
    const to = request.url();
    if (!/^(data|blob):/.test(to) && new URL(to).origin !== origin) tab.faults.push(`request to ${to}`);
  });
  await tab.goto(url, { waitUntil: 'load' });
  return tab;
}

/** The briefing with the most noterefs, and one page of each other kind. */
export function sample(out) {
  const pages = pagesOf(out);
  const count = (page) => fs.readFileSync(path.join(out, page), 'utf8').split('role="doc-noteref"').length;
  const briefing = pages.reduce((best, page) => (count(page) > count(best) ? page : best));
  const first = (start) => pages.find((page) => page.startsWith(start) && !page.endsWith('/index.html'));
  return {
    briefing,
    all: [...new Set(['index.html', briefing, 'citations.html', 'entities.html', first('works/'), first('entities/')])].filter((page) => pages.includes(page)),
  };
}
