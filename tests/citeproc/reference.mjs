// What citeproc-js, the reference implementation of CSL, makes of our works in each style.
//   node reference.mjs STYLES LOCALES > reference.json
import { readFileSync, existsSync } from "node:fs";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import CSL from "citeproc";

const [styles, locales] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const json = (name) => JSON.parse(readFileSync(join(here, name), "utf8"));
const lists = json("styles.json");
const LANGUAGE = "en-GB";

function engine(style, works) {
  const byId = new Map(works.map((work) => [work.id, work]));
  const sys = {
    retrieveLocale: (tag) => {
      const path = join(locales, `locales-${tag}.xml`);
      return existsSync(path) ? readFileSync(path, "utf8") : false;
    },
    retrieveItem: (id) => structuredClone(byId.get(id)),
  };
  // Each of our entries stands alone: none has a dash for the author of the one before.
  const xml = readFileSync(join(styles, `${style}.csl`), "utf8").replace(/subsequent-author-substitute="[^"]*"/, "");
  const made = new CSL.Engine(sys, xml, LANGUAGE);
  made.setOutputFormat("text");
  made.opt.development_extensions.wrap_url_and_doi = false;
  made.updateItems(works.map((work) => work.id));
  return made;
}

const plain = (text) => text.replace(/\s+/g, " ").trim();

// Cites in a row, each in a note of its own.
function cites(made, list) {
  const citations = list.map(({ id, locator }, n) => ({
    citationID: `c${n}`,
    citationItems: [locator ? { id, locator, label: "page" } : { id }],
    properties: { noteIndex: n + 1 },
  }));
  return made.rebuildProcessorState(citations, "text").map(([, , text]) => plain(text));
}

function entries(made) {
  const all = made.makeBibliography();
  if (!all) return {};
  // Entries of which a style prints nothing are left out of the list, and have to be found one by one.
  if (all[0].entry_ids.length === all[1].length) {
    return Object.fromEntries(all[0].entry_ids.map(([id], n) => [id, plain(all[1][n])]));
  }
  const one = (id) => made.makeBibliography({ include: [{ field: "id", value: id }] })[1][0] ?? "";
  return Object.fromEntries(all[0].entry_ids.map(([id]) => [id, plain(one(id))]));
}

const out = { briefing: {}, works: {}, groups: {} };
const briefing = json("briefing.json");
for (const style of lists.briefing) {
  const made = engine(style, briefing.works);
  const notes = briefing.notes.map(({ work, locator }) => ({ id: work, locator }));
  out.briefing[style] = { notes: cites(made, notes), entries: entries(made) };
}
const works = json("works.json");
const groups = json("groups.json");
for (const style of lists.works) {
  try {
    out.works[style] = all(engine(style, works), works.map((work) => work.id));
    const made = engine(style, works);
    out.groups[style] = groups.map((group) => plain(made.makeCitationCluster(group.map(item))));
  } catch (error) {
    throw new Error(`citeproc-js fails in ${style}`, { cause: error });
  }
}
process.stdout.write(JSON.stringify(out, null, 1));

// "book:4" is page 4 of a book.
function item(cite) {
  const [id, locator] = cite.split(":");
  return locator ? { id, locator, label: "page" } : { id };
}

// Each work in a note, in the next one at another page, and much later.
function all(made, ids) {
  const first = ids.flatMap((id) => [{ id, locator: "33-35" }, { id, locator: "40" }]);
  const later = ids.map((id) => ({ id, locator: "34" }));
  const words = cites(made, [...first, ...later]);
  return {
    first: Object.fromEntries(ids.map((id, n) => [id, words[2 * n]])),
    ibid: Object.fromEntries(ids.map((id, n) => [id, words[2 * n + 1]])),
    later: Object.fromEntries(ids.map((id, n) => [id, words[2 * ids.length + n]])),
    entries: entries(made),
  };
}
