#!/usr/bin/env python3
"""How much of each paper an import holds.

    IBID=target/release/ibid benches/layouts/score.py OUT [PATTERN…] [-v] [-n] [-g]

Imports what `make.py` wrote to OUT and compares title, names, headings, paragraphs, notes and their places with the
truth. -v lists what is missed, -n a line for each document, -g a line for each layout.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
from concurrent.futures import ThreadPoolExecutor

O = pathlib.Path(next((a for a in sys.argv[1:] if not a.startswith("-")), "."))
I = pathlib.Path(tempfile.mkdtemp())
BIN = os.environ.get("IBID", "target/release/ibid")


def words(s):
    s = unicodedata.normalize("NFKC", s).lower()
    s = re.sub(r"\[\^([^\]]+)\]", r" @@\1@@ ", s)
    s = s.replace("‐", "-").replace("­", "")
    return re.findall(r"@@[^@]+@@|[\w]+", s)


def unmd(s):
    s = re.sub(r"<!--.*?-->", "", s, flags=re.S)
    s = re.sub(r"\]\((?:[^()]|\([^)]*\))*\)", "]", s)
    s = re.sub(r"\[(?!\^)([^\[\]]*)\]", r"\1", s)
    s = re.sub(r"\[(?!\^)([^\[\]]*)\]", r"\1", s)
    s = re.sub(r"\\(.)", r"\1", s)
    s = re.sub(r"[*_`<>]", "", s)
    s = re.sub(r"\{[a-z][^}]*\}", "", s)
    return s


def parse(md):
    front, body = "", md
    m = re.match(r"---\n(.*?)\n---\n(.*)", md, re.S)
    if m:
        front, body = m.groups()
    revs = re.findall(r"<!-- review:.*?-->", body, re.S)
    notes = {}

    def nd(m):
        notes[m.group(1)] = m.group(2)
        return ""

    body = re.sub(r"(?ms)^\[\^([^\]]+)\]: (.*?)(?=^\[\^[^\]]+\]: |\Z)", nd, body)
    blocks = [
        b
        for b in re.split(r"\n\s*\n", re.sub(r"(?m)^(\s*(?:[-*]|\d+[.)])\s.*)$", r"\n\1", body))
        if re.sub(r"<!--.*?-->", "", b, flags=re.S).strip()
    ]
    return front, blocks, notes, revs


def yamlv(front, k):
    m = re.search(rf"(?m)^{k}: ?(.*(?:\n(?:  .*|- .*))*)", front)
    if not m:
        return None
    v = m.group(1)
    return v


def eq(a, b):
    return words(a) == words(b)


def score(T, md):
    front, blocks, notes, revs = parse(md)
    bad = []
    n = 0

    def fact(kind, ok, what):
        nonlocal n
        n += 1
        if not ok:
            bad.append((kind, what))

    def fv(k):
        return unmd(yamlv(front, k) or "")

    fact("title", eq(fv("title"), T["title"]) or eq(fv("title") + fv("subtitle"), T["title"]), f"{fv('title')!r}")
    for a in T["authors"]:
        fact("author", " ".join(words(a)) in " ".join(words(fv("authors"))), f"{a} | {fv('authors')!r}")
    extra = [
        x
        for x in re.findall(r'"([^"]*)"', yamlv(front, "authors") or "")
        if " ".join(words(x)) not in [" ".join(words(a)) for a in T["authors"]]
    ]
    fact("author+", not extra, str(extra))
    fact("date", bool(fv("date")), fv("date"))
    if T["standfirst"]:
        fact("stand", eq(fv("standfirst"), T["standfirst"]), fv("standfirst")[:80])
    heads = [unmd(b) for b in blocks if b.lstrip().startswith("#")]
    hw = [" ".join(words(h)) for h in heads]
    for l, h in T["heads"]:
        w = " ".join(words(h))
        c = [x for x in hw if x == w or re.sub(r"^[\d ]+ ", "", x) == w]
        fact("head", len(c) == 1, h)
    if T["notes"]:
        exp = {" ".join(words(h)) for _, h in T["heads"]} | {
            "notes",
            "anmerkungen",
            "endnotes",
            "abstract",
            "summary",
            "references",
        }
        ex = [h for h, x in zip(heads, hw) if x not in exp and re.sub(r"^[\d ]+ ", "", x) not in exp]
        fact("head+", not ex, str(ex)[:200])
    # case of headings
    for l, h in T["heads"]:
        for x in heads:
            if " ".join(words(x)) == " ".join(words(h)):
                fact(
                    "case",
                    re.sub(r"[^\w ]", "", h.replace("'", "’"))
                    == re.sub(r"[^\w ]", "", re.sub(r"^[#\s]*[\d.]*\s*", "", x)).strip(),
                    x.strip(),
                )
                break
    used = {}
    bw = [(words(unmd(b)), b) for b in blocks]

    # map labels: order of first appearance
    def plain(ws):
        return [w for w in ws if not w.startswith("@@")]

    index = collections.defaultdict(list)
    for i, (w, b) in enumerate(bw):
        index[" ".join(plain(w))].append(i)

    def body(kind, t):
        t2 = re.sub("\x01(\\d+)\x02", r"[^t\1]", t)
        w = words(t2)
        p = " ".join(plain(w))
        hit = index.get(p) or [i for k, v in index.items() for i in v if re.sub(r"^(\d+|[a-z]|[ivx]+) ", "", k) == p]
        ok = bool(hit)
        fact(kind, ok, t[:60] + " … " + t[-30:])
        # marks
        for j, x in enumerate(w):
            if x.startswith("@@t"):
                k = int(x[3:-2])
                before = [y for y in w[:j] if not y.startswith("@@")][-3:]
                after = [y for y in w[j + 1 :] if not y.startswith("@@")][:2]
                found = None
                for bws, b in bw:
                    for q, y in enumerate(bws):
                        if y.startswith("@@"):
                            pb = [z for z in bws[:q] if not z.startswith("@@")][-3:]
                            pa = [z for z in bws[q + 1 :] if not z.startswith("@@")][:2]
                            if pb == before and (pa == after or not ok and (not pa or not after)):
                                lab = y[2:-2]
                                nt = words(unmd(notes.get(lab, "")))
                                if nt[:3] == words(T["notes"][k - 1])[:3]:
                                    found = lab
                                elif found is None:
                                    found = ("wrong", lab, " ".join(nt[:8]))
                fact("place", isinstance(found, str), f"{k}: {' '.join(before)} ^ {' '.join(after)} -> {found}")
                tw = words(T["notes"][k - 1])
                cand = [words(unmd(v)) for v in notes.values()]
                fact(
                    "note",
                    tw in cand,
                    f"{k}: {T['notes'][k-1][:60]} || {next((' '.join(c)[-200:] for c in cand if c[:3]==tw[:3]),None)}",
                )

    for t in T["paras"]:
        body("para", t)
    for t in T["quotes"]:
        body("quote", t)
    for t in T["items"]:
        body("item", t)
    for t in T["pulls"]:
        p = " ".join(words(t))
        c = [b for w, b in bw if "pullquote" in b and p in " ".join(w)]
        fact("pull", len(c) == 1, t)
        fact("pull-out", sum(" ".join(plain(w)).startswith(p) and "pullquote" not in b for w, b in bw) == 0, t)
        if c:
            fact("altered", "{altered}" not in c[0], t)
    if T["quotes"]:
        fact(
            "quoteform",
            all(
                any(
                    b.lstrip().startswith(">") and " ".join(words(re.sub("\x01.*?\x02", "", q))[:6]) in " ".join(w)
                    for w, b in bw
                )
                for q in T["quotes"]
            ),
            "",
        )
    if T["cells"]:
        fact("table", sum(b.lstrip().startswith("|") or "\n|" in b or "\n> |" in b for _, b in bw) == 1, "")
    return n, bad, len(revs)


def one(f):
    tr = json.loads((O / (f.name.split(".")[0] + ".truth.json")).read_text())
    d = I / f.name
    subprocess.run(["rm", "-rf", str(d)])
    d.mkdir(parents=True)
    r = subprocess.run([BIN, "import", str(f), "--out", str(d), "--json"], capture_output=True, text=True)
    mds = [x for x in d.glob("*.md") if not x.name.endswith(".import.md")]
    if not mds:
        return f.name, 1, [("nothing", r.stderr[:300])], 0, 0
    try:
        J = json.loads(r.stdout)
    except Exception as e:
        J = None
    hi = 0
    if J:
        ds = J.get("decisions") if isinstance(J, dict) else J[0].get("decisions")
        if ds is None and isinstance(J, dict):
            ds = [x for v in J.get("documents", []) for x in v.get("decisions", [])]
        hi = sum(x["confidence"] >= 0.9 for x in ds or [])
    n, bad, revs = score(tr, mds[0].read_text())
    if r.returncode:
        bad.append(("exit", str(r.returncode) + r.stderr[:200]))
    return f.name, n, bad, revs, hi


if __name__ == "__main__":
    pats = [a for a in sys.argv[1:] if not a.startswith("-")][1:]
    v = "-v" in sys.argv
    fs = [
        f
        for f in sorted(O.iterdir())
        if not f.name.endswith(".json") and (not pats or any(re.search(p, f.name) for p in pats))
    ]
    with ThreadPoolExecutor(2) as ex:
        R = list(ex.map(one, fs))
    byk = collections.Counter()
    tot = 0
    totbad = 0
    group = collections.defaultdict(lambda: [0, 0])
    for name, n, bad, revs, hi in R:
        tot += n
        totbad += len(bad)
        for k, _ in bad:
            byk[k] += 1
        ext = ".".join(name.split(".")[1:])
        group[ext][0] += n
        group[ext][1] += len(bad)
        if v or "-n" in sys.argv:
            print(f"{name}: {n-len(bad)}/{n} reviews {revs} sure {hi}")
        if v:
            for k, w in bad:
                print("    ", k, w)
    print(f"{tot-totbad}/{tot} = {(tot-totbad)/tot:.4f}", dict(byk))
    if "-g" in sys.argv:
        for g, (n, b) in sorted(group.items(), key=lambda x: -x[1][1]):
            print(f"  {g:30} {b:4}/{n}")
