#!/usr/bin/env python3
"""Write a site of invented briefings, for ibid or for Hugo: the same words, notes and links for both.

    corpus.py --for ibid --count 1000 DIR
    corpus.py --for hugo --count 1000 DIR
    corpus.py --for ibid --count 1000 --names 10000 DIR

A briefing has about 2,000 words, nine headings, eighteen notes (nine that cite works of a shared bibliography, three
typed Ibid., two in the author's own words, four of prose), two pull quotes that repeat a sentence, links to three other
briefings, names of the site's sixty entities, four topics and one or two authors; every tenth has a block of code. Hugo
gets what it has a form for: citations as plain text, pull quotes as quotations, names as words.

With --names the site has so many entities instead of sixty, and the text names all of them.

Briefing i is the same whatever the count is, but for its three links. The words mean nothing. Standard library only.
"""
import argparse
import itertools
import json
import random
from datetime import date, timedelta
from pathlib import Path

ROOTS = """harbour bridge river road toll ferry canal market border garden railway station valley forest mountain island
council committee minister engineer merchant farmer teacher doctor lawyer sailor printer builder carter miller surveyor
budget tariff treaty charter statute permit licence contract survey census ledger record letter report minute map plan
winter summer harvest flood drought storm repair delay closure opening crossing passage traffic freight cargo timber coal
grain wool cloth paper glass iron copper silver salt water stone brick plaster timber engine wagon carriage vessel barge
question answer reason cause result effect change growth decline balance measure number figure share average sample trend
""".split()
ENDS = ["", "s", "al", "ed", "er", "ers", "ing", "ings", "less", "like", "ward", "wise", "ship", "hood", "dom", "ly"]
SMALL = """the of and to in a that is for on as with by it from at this be are was or an which has its their not have but
were they more been also than other had between such these would may into while some only after most over could there
will all against under within during through both about when who where because even since still if before until what
""".split()
FAMILIES = """Marsh Holt Wójcik Çelik Ødegaard Nguyễn Núñez Müller Weiß Åkesson Šimečková Brâncuși Dąbrowski Lefèvre
Bērziņš Tõnisson Đurić Okafor Raman Whitcombe Abernathy Castellane Adeyemi Diallo Farrow Lindqvist Tanabe Petrenko Szűcs
Gonçalves Hrytsak Jansons Belinskaya Thorne Arslan Kettering Ellsworth Pryce Montrose Tomlin""".split()
GIVEN = "Anna Piers Ellen Łukasz Søren Zoë Björn Ivana Mikołaj Aoife Daniel Priya Ruth Owen Helena Victor Amara Yuki".split()
PLACES = """Northgate Southmere Eastwick Westholm Alderford Birchley Cranfield Dunmore Elmstead Fernhill Greyport Hazelby
Ironbridge Jarrowdale Kelsham Larchmont Millbrook Netherby Oakhaven Pinewell Quarndon Rosthwaite Silverton Thornbury
Ulverley Vinehall Wexcombe Yarborough Ashdown Brackenby Coldharbour Deepdale Eversley Foxcote Grimsdale Highmoor Inglewood
Kingsferry Longmarsh Merrowdown Newhaven Overton Peverell Ravensworth Stonecross Tidemark Underhill Weatherby Yewtree
Ambleforth Brightwater Carrowmore Dellwood Edgerton Fairlight Gorsehill Hollowell Islebourne Jasperton""".split()
CODE = 'def total(rows):\n    """Sum by month; rows without a date are left out."""\n    out = {}\n    for day, number in rows:\n        if day:\n            out[day[:7]] = out.get(day[:7], 0) + number\n    return sorted(out.items())\n'
TOPICS = 200
SEED = 1


def zipf(items, a=1.05, b=4.0):
    """Items with the weights of words in a language."""
    return items, list(itertools.accumulate(1 / (rank + b) ** a for rank in range(len(items))))


def words_of_the_language():
    rng = random.Random(f"{SEED}:words")
    rare = [root + end for root in dict.fromkeys(ROOTS) for end in ENDS]
    rng.shuffle(rare)
    return zipf(SMALL + rare)


WORDS = words_of_the_language()
RARE = zipf(WORDS[0][len(SMALL):])


def draw(rng, pool, n):
    return rng.choices(pool[0], cum_weights=pool[1], k=n)


def title(rng, low, high):
    return " ".join(draw(rng, RARE, rng.randint(low, high))).capitalize()


def works_in(count):
    return min(40_000, 60 + 3 * count)


def work(n):
    rng = random.Random(f"{SEED}:work:{n}")
    family = rng.choice(FAMILIES)
    return {"id": f"w{n}", "type": rng.choice(["book", "report", "article-journal"]), "family": family,
            "given": rng.choice(GIVEN), "title": title(rng, 3, 8), "where": title(rng, 2, 3), "year": rng.randint(1994, 2024)}


def sentence(rng):
    n = min(45, max(6, round(rng.lognormvariate(2.85, 0.4))))
    out = draw(rng, WORDS, n)
    r = rng.random()
    if n > 9 and r < 0.5:
        out[n // 3] += ","
    if r < 0.12:
        out[n // 2] = rng.choice(PLACES)
    elif r < 0.18:
        out[n // 2] = f"*{out[n // 2]}*"
    text = " ".join(out)
    return text[0].upper() + text[1:] + "."


def head(i):
    rng = random.Random(f"{SEED}:{i}:head")
    return {
        "title": title(rng, 4, 8),
        "date": date(2012, 1, 2) + timedelta(days=rng.randrange(5000)),
        "authors": [f"{rng.choice(GIVEN)} {rng.choice(FAMILIES)}" for _ in range(rng.choice([1, 1, 2]))],
        "topics": [f"Topic {n}" for n in rng.sample(range(TOPICS), 4)],
        "standfirst": sentence(rng).replace("*", ""),
    }


def briefing(i, count, kind):
    rng = random.Random(f"{SEED}:{i}:body")
    links = random.Random(f"{SEED}:{i}:{count}:links")
    others = [links.randrange(count) for _ in range(3)]
    out, notes, label, words = [], [], 0, 0
    for section in range(9):
        out.append("#" * (2 if section % 3 == 0 else 3) + " " + title(rng, 2, 5))
        for paragraph in range(3):
            text = [sentence(rng) for _ in range(4)]
            words += sum(one.count(" ") + 1 for one in text)
            if paragraph < 2:
                label += 1
                text[1] += f"[^{label}]"
                notes.append(note(rng, label, count, kind))
            if paragraph == 2 and section % 3 == 1:
                other = others[section // 3]
                target = f"b{other:05d}"
                text.append(f"See [[{target}]]." if kind == "ibid" else f'See [{head(other)["title"]}]({{{{< relref "{target}" >}}}}).')
            out.append(" ".join(text))
            if paragraph == 0 and section in (2, 5):
                quote = text[0].replace("*", "").upper()
                out.append(f"> [!pullquote]\n> {quote}" if kind == "ibid" else f"> {quote}")
        if section == 4 and i % 10 == 0:
            out.append(f"```python\n{CODE}```")
    out.extend(f"[^{n}]: {text}" for n, text in enumerate(notes, 1))
    return "\n\n".join(out) + "\n"


def note(rng, n, count, kind):
    one = work(min(rng.randrange(works_in(count)), rng.randrange(works_in(count))))
    page = rng.randint(1, 380)
    prose = sentence(rng)
    form = n % 6
    if form in (1, 3, 5):
        plain = f'{one["family"]}, {one["given"]}, *{one["title"]}* ({one["where"]}, {one["year"]}), p. {page}.'
        return f'[@{one["id"]}, p. {page}].' if kind == "ibid" else plain
    if form == 2:
        return "Ibid." if page % 2 else f"Ibid., p. {page}."
    if form == 4 and n > 6:
        words = f'{one["family"]}, *{one["title"]}*, {page}'
        return f'See [{words}](cite:{one["id"]} "p. {page}").' if kind == "ibid" else f"See {words}."
    return prose


def front(i):
    h = head(i)
    q = lambda text: json.dumps(text, ensure_ascii=False)
    return "\n".join(["---", f'title: {q(h["title"])}', f'date: {h["date"]}',
                      f'authors: [{", ".join(map(q, h["authors"]))}]', f'topics: [{", ".join(map(q, h["topics"]))}]',
                      f'standfirst: {q(h["standfirst"])}', "---", "", ""])


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def ibid_site(root, count):
    write(root / "ibid.toml", 'title = "Invented briefings"\ndescription = "For measuring."\n'
          'base_url = "https://site.example/"\nlanguage = "en"\nbibliography = "references.yaml"\n')
    lines = ["references:"]
    for n in range(works_in(count)):
        one = work(n)
        field = "container-title" if one["type"] == "article-journal" else "publisher"
        lines.append(f'  - {{ id: {one["id"]}, type: {one["type"]}, author: [{{ family: {json.dumps(one["family"], ensure_ascii=False)}, '
                     f'given: {json.dumps(one["given"], ensure_ascii=False)} }}], title: {json.dumps(one["title"])}, '
                     f'{field}: {json.dumps(one["where"])}, issued: {{ date-parts: [[{one["year"]}]] }} }}')
    write(root / "references.yaml", "\n".join(lines) + "\n")
    for place in PLACES:
        write(root / f"content/entities/{place.lower().replace(' ', '-')}.md", f"---\nname: {place}\nkind: place\n---\n\nA place.\n")
    for i in range(count):
        write(root / f"content/b{i:05d}.md", front(i) + briefing(i, count, "ibid"))


def more_names(count):
    """`Northgate Bridge`, `Northgate Bridgehood` …: each begins with a name that is one by itself."""
    pairs = itertools.product(list(PLACES), dict.fromkeys(ROOTS), ENDS)
    return [f"{place} {(root + end).capitalize()}" for place, root, end in itertools.islice(pairs, max(count, 0))]


HEAD = ('<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
        '<meta name="description" content="{{ with .Params.standfirst }}{{ . }}{{ end }}">'
        '<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/rss+xml" href="/index.xml"></head>\n'
        '<body><header><a href="/">{{ site.Title }}</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>\n')
ITEM = '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date.Format "2 January 2006" }}</time></li>\n'
LIST = '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range %s }}' + ITEM + "{{ end }}</ul>{{ end }}\n"
HUGO = {
    "hugo.toml": 'baseURL = "https://site.example/"\ntitle = "Invented briefings"\nlanguageCode = "en"\n'
    '[taxonomies]\ntopic = "topics"\n[services.rss]\nlimit = 20\n[outputs]\nhome = ["html", "rss"]\nsection = ["html"]\n'
    'taxonomy = ["html"]\nterm = ["html"]\n[markup.highlight]\nnoClasses = false\n',
    "static/style.css": "body{max-width:66ch;margin:2rem auto;font:18px/1.6 serif}\n",
    "layouts/_default/baseof.html": HEAD,
    "layouts/index.html": LIST % 'first 50 (where site.RegularPages.ByDate.Reverse "Section" "briefings")',
    "layouts/_default/list.html": LIST % ".RegularPages.ByDate.Reverse",
    "layouts/_default/term.html": LIST % ".Pages.ByDate.Reverse",
    "layouts/_default/taxonomy.html": '{{ define "main" }}<ul>{{ range .Data.Terms.Alphabetical }}<li>'
    '<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}\n',
    "layouts/_default/single.html": '{{ define "main" }}<article><h1>{{ .Title }}</h1><p>{{ .Params.standfirst }}</p>'
    '<p>{{ delimit .Params.authors ", " }} <time>{{ .Date.Format "2 January 2006" }}</time> {{ .ReadingTime }} min</p>'
    '<ul>{{ range .GetTerms "topics" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
    "{{ .TableOfContents }}{{ .Content }}</article>{{ end }}\n",
    "layouts/_default/rss.xml": '{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}<rss version="2.0"><channel>'
    "<title>{{ site.Title }}</title><link>{{ .Permalink }}</link><description>Feed</description>"
    "{{ range first 20 site.RegularPages.ByDate.Reverse }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link>"
    "<description>{{ .Content | transform.XMLEscape | safeHTML }}</description></item>{{ end }}</channel></rss>\n",
}


def hugo_site(root, count):
    for path, text in HUGO.items():
        write(root / path, text)
    for i in range(count):
        write(root / f"content/briefings/b{i:05d}.md", front(i) + briefing(i, count, "hugo"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--for", dest="kind", choices=["ibid", "hugo"], default="ibid")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--names", type=int, default=len(PLACES))
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    PLACES.extend(more_names(args.names - len(PLACES)))
    {"ibid": ibid_site, "hugo": hugo_site}[args.kind](args.folder, args.count)


if __name__ == "__main__":
    main()
