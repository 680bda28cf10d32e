// What reference managers, indexes and programs take from the site: the tags and links of its pages, the files beside
// them, the index as data. Expected items are written down in briefings.json.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { REPOSITORY, browser, build, copyOfSite, folder, open, pagesOf } from './site.mjs';
import { coins, embedded } from './zotero.mjs';
import { pathToFileURL } from 'node:url';

const hooks = [];
const suite = { after: (f) => hooks.push(f) };
const EXPECTED = path.join(REPOSITORY, 'tests/browser/briefings.json');
let out, chrome, tab;

before(async () => {
  out = build(copyOfSite(suite));
  chrome = await browser(suite);
  tab = await open(chrome, pathToFileURL(path.join(out, '404.html')).href, { javaScriptEnabled: false });
});
after(async () => { for (const f of hooks.reverse()) await f(); });

/** The head of a page and its spans, as a browser reads them; no script of the page runs. */
async function read(page, site = out) {
  await tab.setContent(fs.readFileSync(path.join(site, page), 'utf8').replace(/<script src[^>]*><\/script>/g, ''));
  return tab.evaluate(() => ({
    meta: [...document.querySelectorAll('head > meta')]
      .map((tag) => [tag.getAttribute('name') ?? tag.getAttribute('property'), tag.content]).filter(([name]) => name),
    links: [...document.querySelectorAll('head > link')].map((link) => ({ rel: link.rel, type: link.type, href: link.getAttribute('href') })),
    data: [...document.querySelectorAll('script[type="application/ld+json"]')].map((script) => JSON.parse(script.textContent)),
    spans: [...document.querySelectorAll('span.Z3988[title]')].map((span) => span.title),
    canonical: document.querySelector('link[rel=canonical]')?.href,
    lang: document.documentElement.lang,
  }));
}

const json = (file) => JSON.parse(fs.readFileSync(path.join(out, file), 'utf8'));
const leadsAway = (page) => fs.readFileSync(path.join(out, page), 'utf8').includes('http-equiv="refresh"');
const isBriefing = (page) => fs.readFileSync(path.join(out, page), 'utf8').includes('name="citation_title"');
const briefings = () => pagesOf(out).filter(isBriefing);

test('a reference manager takes the whole item from each briefing', async () => {
  const found = {};
  for (const page of briefings()) found[page] = embedded(await read(page));
  if (process.env.UPDATE_EXPECT) fs.writeFileSync(EXPECTED, `${JSON.stringify(found, null, 2)}\n`);
  const expected = JSON.parse(fs.readFileSync(EXPECTED, 'utf8'));
  assert.deepEqual(Object.keys(found), Object.keys(expected));
  for (const page of Object.keys(expected)) {
    assert.deepEqual(found[page], expected[page], page);
    assert.equal(found[page].itemType, 'report');
    for (const field of ['title', 'date', 'institution', 'abstractNote', 'url', 'language']) assert.ok(found[page][field], `${page}: ${field}`);
    assert.ok(found[page].creators.length > 0 && found[page].references.length > 0, page);
  }
  assert.ok(Object.keys(found).length >= 10);
});

test('the item, its files and its JSON-LD say the same', async () => {
  for (const page of briefings()) {
    const { meta, links, data, canonical, lang } = await read(page);
    const item = embedded({ meta, canonical, lang });
    const [report] = data;
    assert.equal(report['@type'], 'Report');
    assert.equal(report.headline, item.title);
    assert.equal(report.datePublished, item.date.replaceAll('/', '-'));
    assert.equal(report.publisher.name, item.institution);
    assert.deepEqual(report.citation.map((work) => work.name), item.references.map((work) => work.title));
    assert.deepEqual(links.filter((link) => link.rel === 'cite-as').map((link) => link.href), [item.url]);
    const files = Object.fromEntries(links.filter((link) => link.rel === 'describedby').map((link) => [link.type, link.href]));
    const [work] = json(files['application/vnd.citationstyles.csl+json']);
    assert.equal(work.title, item.title);
    assert.equal(work.URL, item.url);
    assert.equal(work.publisher, item.institution);
    assert.deepEqual(work.author.map((name) => name.literal ?? `${name.given} ${name.family}`),
      item.creators.map((name) => name.name ?? `${name.firstName} ${name.lastName}`));
    assert.match(fs.readFileSync(path.join(out, files['application/x-bibtex']), 'utf8'), /^@report\{/);
    assert.match(fs.readFileSync(path.join(out, files['application/x-research-info-systems']), 'utf8'), /^TY {2}- RPRT\r\n/);
    const references = json(page.replace('.html', '.references.csl.json'));
    assert.deepEqual(references.map((work) => work.title), item.references.map((work) => work.title));
  }
});

test('the index and the pages of works offer their works, and other pages do not', async () => {
  const cited = json('references.csl.json');
  const index = (await read('citations.html')).spans.map(coins);
  assert.deepEqual(index.map((item) => item.title).sort(), cited.map((work) => work.title).sort());
  for (const item of index) assert.ok(item.creators.length || item.publicationTitle, JSON.stringify(item));
  for (const page of pagesOf(out).filter((page) => !leadsAway(page))) {
    const { spans } = await read(page);
    // The list of cited authors names people and no works.
    const works = page.startsWith('works/') || (page.startsWith('citations') && page !== 'citations/authors.html');
    assert.equal(spans.length > 0, works, page);
    if (page.startsWith('works/')) assert.equal(spans.length, 1, page);
  }
});

test('one work of each kind keeps its type in the span', async () => {
  const { spans } = await read('citations.html');
  const items = Object.fromEntries(spans.map(coins).map((item) => [item.title, item]));
  const by = (lastName, firstName) => ({ creatorType: 'author', lastName, firstName });
  for (const expected of [
    { itemType: 'book', creators: [by('Wilson', 'Andrew')], title: 'Belarus: Europe’s last dictatorship', date: '2021', language: 'en' },
    {
      itemType: 'report', creators: [by('Davis', 'Oliver')], title: 'Putin’s Achilles’ Heel?', language: 'en',
      publisher: 'Centre for Historical Analysis and Conflict Research',
    },
    {
      itemType: 'newspaperArticle', creators: [by('Furlong', 'Ray')], publicationTitle: 'Radio Free Europe/Radio Liberty',
      title: 'Belarus Lives It Up as Neighbours Lock Down Over COVID-19', date: '2020', language: 'en',
    },
    {
      itemType: 'journalArticle', creators: [by('Bozovic', 'Marijeta'), by('Peters', 'Benjamin')], publicationTitle: 'Slavic Review',
      title: 'Belarus as Media, Part II: Enter the Cyber Partisans', volume: '81', date: '2022', language: 'en',
    },
    {
      itemType: 'magazineArticle', creators: [], publicationTitle: 'The Economist', date: '2023-03-30', language: 'en',
      title: 'Belarus’s beleaguered opposition is flirting with violence',
    },
  ]) assert.deepEqual(items[expected.title], expected);
});

/** Works of every kind, and values that try to leave their place. */
function hostileSite() {
  const root = folder(suite, 'hostile');
  const bad = '</script>\\n<b>\\u0007 \\u202e {x} \\\\input{y} % & # ; citation_title=z \\r\\nER  - ';
  const every = fs.readFileSync(path.join(REPOSITORY, 'src/render/exports/tests/every-kind.yaml'), 'utf8');
  const works = [...every.matchAll(/^- id: (.*)$/gm)].map(([, id]) => id);
  const write = (file, text) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };
  write('ibid.toml', `title = "T \\" & <b>"\nbase_url = "https://site.example/sub/"\nlanguage = "en"\nbibliography = "references.yaml"\n`);
  write('references.yaml', `${every}- id: "bad key, {x}"\n  type: book\n  author: [{family: "${bad}", given: "${bad}"}, {literal: "${bad}"}]\n  title: "${bad}"\n  note: "${bad}"\n  issued: "${bad}"\n`);
  write('content/a.md', `---\ntitle: "A ${bad}"\ndate: 2024-01-02\nauthors: ["${bad}", "Ann Marie van der Berg"]\nsummary: "${bad}"\nnumber: "${bad}"\ntopics: ["${bad}"]\n---\n${works.map((id) => `Cited.[^${id}]`).join(' ')}\n\n${works.map((id) => `[^${id}]: [@${id}, p. 3].`).join('\n')}\n`);
  return build(root);
}

test('a hostile title, name or number stays in its field', async () => {
  const { meta, canonical, lang } = await read('a.html', hostileSite());
  const item = embedded({ meta, canonical, lang });
  assert.equal(item.itemType, 'report');
  assert.equal(item.institution, 'T " & <b>');
  assert.match(item.title, /^A <\/script> <b> .*\\input\{y\} % & # ; citation_title=z ER -/);
  assert.equal(item.creators.length, 2);
  assert.deepEqual(item.creators[1], { creatorType: 'author', lastName: 'van der Berg', firstName: 'Ann Marie' });
  assert.deepEqual(item.references.map((work) => work.title).filter((title) => !/ of the Union State$/.test(title)), []);
});

test('the graph keeps to its published schema', () => {
  for (const site of [out, hostileSite()]) {
    const read = (file) => JSON.parse(fs.readFileSync(path.join(site, file), 'utf8'));
    const schema = read('graph.schema.json');
    assert.match(schema.$id, /^https:\/\/(ibid\.example|site\.example\/sub)\/graph\.schema\.json$/);
    const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, formats: { uri: (text) => URL.canParse(text) } });
    const check = ajv.compile(schema);
    const graph = read('graph.json');
    assert.ok(check(graph), JSON.stringify(check.errors?.slice(0, 3)));
    assert.equal(graph.$schema, 'graph.schema.json');
    // A validator that lets everything pass would prove nothing.
    const cite = { from: 'a.html', to: 'works/b.html', kind: 'cites', form: 'full' };
    const with_ = (edge) => check({ ...graph, edges: [edge] });
    assert.ok(with_(cite) && !with_({ ...cite, form: undefined }) && !with_({ ...cite, count: 1 }) && !with_({ ...cite, kind: 'mentions' }));
    assert.ok(!check({ ...graph, nodes: [{ id: 'a.html', kind: 'ship', title: 'A' }] }));
  }
});

test('the index as data and every CSL-JSON file keep to the published schema', () => {
  for (const site of [out, hostileSite()]) {
    const read = (file) => JSON.parse(fs.readFileSync(path.join(site, file), 'utf8'));
    const schema = read('citations.schema.json');
    assert.match(schema.$id, /^https:\/\/(ibid\.example|site\.example\/sub)\/citations\.schema\.json$/);
    const ajv = new Ajv({ strict: true, allErrors: true, formats: { uri: (text) => URL.canParse(text) } });
    const check = ajv.compile(schema);
    const works = ajv.compile({ type: 'array', items: { $ref: `${schema.$id}#/$defs/csl` } });
    const index = read('citations.json');
    assert.ok(check(index), JSON.stringify(check.errors?.slice(0, 3)));
    assert.equal(index.$schema, 'citations.schema.json');
    const files = fs.readdirSync(site, { recursive: true }).filter((file) => file.endsWith('.csl.json'));
    assert.ok(files.length > 30, String(files.length));
    for (const file of files) assert.ok(works(read(file)), `${file}: ${JSON.stringify(works.errors?.slice(0, 3))}`);
    // A validator that lets everything pass would prove nothing.
    assert.ok(!check({ ...index, version: '1' }));
    assert.ok(!works([{ id: 'a', type: 'novel' }]) && !works([{ id: 'a', type: 'book', titel: 'x' }]) && !works([{ id: 'a', type: 'book', title: 'a\nb' }]));
  }
});
