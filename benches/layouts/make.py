#!/usr/bin/env python3
"""Sets the papers in `papers/` with many programs, and takes the text out of each with many others.

    benches/layouts/make.py OUT [PAPER…]

Needs pandoc, LibreOffice, pdfLaTeX, poppler-utils, w3m and lynx, and of PyPI weasyprint, typst, pypdf, pdfminer.six and
pymupdf. `OUT/NAME.truth.json` holds what a perfect import has; every other file of OUT is a document to import. The
papers are invented.
"""

import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PAPERS = pathlib.Path(__file__).parent / "papers"


def run(*a, inp=None, **k):
    r = subprocess.run(a, input=inp, capture_output=True, text=True, **k)
    if r.returncode:
        print("FAIL", a[:6], r.stderr[-400:], file=sys.stderr)
    return r.stdout


def ast(p):
    return json.loads(run("pandoc", "-f", "markdown-smart", "-t", "json", str(p)))


def strs(x):
    if isinstance(x, dict):
        t = x.get("t")
        if t == "Str":
            return x["c"]
        if t in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if t == "Note":
            return ""
        if t == "Quoted":
            return '"' + strs(x["c"][1]) + '"'
        if t in ("Link",):
            return strs(x["c"][1])
        if t in ("Code",):
            return x["c"][1]
        if t in ("Span",):
            return strs(x["c"][1])
        return strs(x.get("c", ""))
    if isinstance(x, list):
        return "".join(strs(y) for y in x)
    return ""


def curl(s):
    s = re.sub(r'(^|[\s(\[—])"', r"\1“", s)
    s = s.replace('"', "”")
    s = re.sub(r"(^|[\s(\[])'", r"\1‘", s)
    return s.replace("'", "’")


class HW:
    """html writer; mode: 'weasy' inline footnotes, 'end' sup + list"""

    def __init__(s, mode, sup=lambda n: f"<sup>{n}</sup>", caps=False, numbered=False):
        s.m = mode
        s.n = []
        s.sup = sup
        s.caps = caps
        s.num = numbered
        s.h = [0, 0]

    def inl(s, xs):
        o = ""
        for x in xs:
            t = x["t"]
            c = x.get("c")
            if t == "Str":
                o += html.escape(c, False)
            elif t in ("Space", "SoftBreak"):
                o += " "
            elif t == "Emph":
                o += "<i>" + s.inl(c) + "</i>"
            elif t == "Strong":
                o += "<b>" + s.inl(c) + "</b>"
            elif t == "Note":
                body = s.q(s.inl(c[0]["c"]))
                s.n.append(body)
                o += f'<span class="fn">{body}</span>' if s.m == "weasy" else s.sup(len(s.n))
            elif t == "Link":
                o += f'<a href="{c[2][0]}">' + s.inl(c[1]) + "</a>"
            else:
                raise Exception(t)
        return o

    def q(s, t):
        parts = re.split(r"(<[^>]+>)", t)
        out = ""
        # curl over whole text ignoring tags
        o = ""
        prev = ""
        for p in parts:
            if p.startswith("<"):
                o += p
                continue
            for ch in p:
                if ch == '"':
                    ch = "“" if prev == "" or prev in " ([—" else "”"
                elif ch == "'":
                    ch = "‘" if prev == "" or prev in " ([—“" else "’"
                o += ch
                prev = ch
        return o

    def blocks(s, bs):
        o = ""
        for b in bs:
            t = b["t"]
            c = b.get("c")
            if t == "Para" or t == "Plain":
                o += "<p>" + s.q(s.inl(c)) + "</p>\n"
            elif t == "Header":
                x = s.q(s.inl(c[2]))
                if s.caps:
                    x = x.upper()
                if s.num:
                    if c[0] == 1:
                        s.h = [s.h[0] + 1, 0]
                        x = f"{s.h[0]}. {x}"
                    else:
                        s.h[1] += 1
                        x = f"{s.h[0]}.{s.h[1]} {x}"
                o += f"<h{c[0]+1}>{x}</h{c[0]+1}>\n"
            elif t == "BlockQuote":
                o += "<blockquote>" + s.blocks(c) + "</blockquote>\n"
            elif t == "BulletList":
                o += (
                    "<ul>"
                    + "".join("<li>" + s.blocks(i).replace("<p>", "").replace("</p>", "") + "</li>" for i in c)
                    + "</ul>\n"
                )
            elif t == "OrderedList":
                o += (
                    "<ol>"
                    + "".join("<li>" + s.blocks(i).replace("<p>", "").replace("</p>", "") + "</li>" for i in c[1])
                    + "</ol>\n"
                )
            elif t == "Div":
                o += (
                    '<aside class="pull">'
                    + s.blocks(c[1]).upper().replace("<P>", "<p>").replace("</P>", "</p>")
                    + "</aside>\n"
                    if s.caps
                    else '<aside class="pull">' + s.blocks(c[1]) + "</aside>\n"
                )
            elif t == "Table":
                cap = strs(c[1])
                head = c[3][1]
                bodies = c[4]
                o += "<table><caption>" + s.q(html.escape(cap)) + "</caption>"
                for r in head:
                    o += "<tr>" + "".join("<th>" + html.escape(strs(x[4])) + "</th>" for x in r[1]) + "</tr>"
                for bd in bodies:
                    for r in bd[3]:
                        o += "<tr>" + "".join("<td>" + html.escape(strs(x[4])) + "</td>" for x in r[1]) + "</tr>"
                o += "</table>\n"
            else:
                raise Exception(t)
        return o


def meta(a):
    m = a["meta"]
    g = lambda k: strs(m[k]) if k in m else ""
    return dict(
        title=g("title"),
        standfirst=g("standfirst"),
        date=g("date"),
        series=g("series"),
        publisher=g("publisher"),
        style=g("style"),
        lang=g("lang") or "en",
        authors=[strs(x) for x in m.get("author", {}).get("c", [])],
    )


def truth(a):
    m = meta(a)
    T = dict(m)
    T["heads"] = []
    T["paras"] = []
    T["quotes"] = []
    T["items"] = []
    T["pulls"] = []
    T["notes"] = []
    T["cells"] = 0

    def para(inl):
        # text with \x01n\x02 marks
        o = ""

        def w(xs):
            nonlocal o
            for x in xs:
                if x["t"] == "Note":
                    T["notes"].append(strs(x["c"]))
                    o += f'\x01{len(T["notes"])}\x02'
                elif x["t"] in ("Emph", "Strong"):
                    w(x["c"])
                elif x["t"] == "Link":
                    w(x["c"][1])
                else:
                    o += strs(x)

        w(inl)
        return o

    def bl(bs, to):
        for b in bs:
            t = b["t"]
            c = b.get("c")
            if t in ("Para", "Plain"):
                T[to].append(para(c))
            elif t == "Header":
                T["heads"].append([c[0], strs(c[2])])
            elif t == "BlockQuote":
                bl(c, "quotes")
            elif t == "BulletList":
                [bl(i, "items") for i in c]
            elif t == "OrderedList":
                [bl(i, "items") for i in c[1]]
            elif t == "Div":
                bl(c[1], "pulls")
            elif t == "Table":
                T["cells"] += 1

    bl(a["blocks"], "paras")
    return T


CSS = {
    "one": '@page{size:A4;margin:25mm 28mm;@bottom-center{content:counter(page)}@top-left{content:string(t);font-size:8pt}} h1{string-set:t content()} body{font:11pt/1.4 "DejaVu Serif"}',
    "two": '@page{size:A4;margin:20mm 18mm 22mm;@bottom-right{content:counter(page);font-size:8pt}@bottom-left{content:"PUB  |  "string(t);font-size:8pt}} h1{string-set:t content()} body{font:9.5pt/1.35 "Linux Libertine O",serif} .body{columns:2;column-gap:7mm;text-align:justify;hyphens:auto}',
    "sans": '@page{size:letter;margin:1in;@top-right{content:"PUB"}@bottom-center{content:"– "counter(page)" –"}} body{font:10.5pt/1.5 "DejaVu Sans"} p{margin:0;text-indent:1.5em} h2{color:#036;font-size:15pt} .body{text-align:justify;hyphens:auto}',
    "three": '@page{size:A4 landscape;margin:15mm;@bottom-center{content:counter(page)}} body{font:9pt/1.3 "DejaVu Sans Condensed"} .body{columns:3;column-gap:6mm}',
}
BASE = """.fn{float:footnote;font-size:8pt;line-height:1.2;font-weight:normal;text-align:left} ::footnote-call{content:counter(footnote);font-size:65%;vertical-align:super;line-height:0} ::footnote-marker{content:counter(footnote) MARK;font-size:FMS;vertical-align:FMV}
@page{@footnote{border-top:0.5pt solid black;padding-top:4pt;margin-top:8pt}} sup{font-size:65%;vertical-align:super;line-height:0}
.pull{font-size:1.5em;line-height:1.2;margin:1em 0;font-weight:bold;color:#933} .pull p{text-indent:0} blockquote{margin:1em 2em;font-size:.93em} h1{font-size:24pt;line-height:1.1} .stand{font-size:13pt;font-style:italic} table{border-collapse:collapse;font-size:.9em} td,th{padding:2px 8px}caption{font-weight:bold;text-align:left} .kick{text-transform:uppercase;letter-spacing:.1em;font-size:9pt}"""


def page(a, layout, mode):
    m = meta(a)
    w = HW(mode, caps=m["style"] == "caps", numbered=m["style"] == "numbered")
    body = w.blocks(a["blocks"])
    q = w.q
    css = CSS[layout].replace("PUB", m["publisher"])
    mk = {
        "one": ('" "', "100%", "baseline"),
        "two": ('" "', "65%", "super"),
        "sans": ('". "', "100%", "baseline"),
        "three": ('" "', "65%", "super"),
    }[layout]
    css += BASE.replace("MARK", mk[0]).replace("FMS", mk[1]).replace("FMV", mk[2])
    front = f'<p class="kick">{m["series"]}</p>' if m["series"] and layout != "sans" else ""
    front += f'<h1>{q(html.escape(m["title"],False))}</h1>'
    if m["standfirst"]:
        front += f'<p class="stand">{q(html.escape(m["standfirst"],False))}</p>'
    au = (
        " and ".join([", ".join(m["authors"][:-1]), m["authors"][-1]])
        if len(m["authors"]) > 1
        else "".join(m["authors"])
    )
    if m["lang"] == "de":
        au = au.replace(" and ", " und ")
    by = "" if m["lang"] == "de" or layout == "two" else ("By " if au else "")
    if au:
        front += f'<p class="by">{by}{au.replace(chr(39),"’")}</p>'
    front += f'<p class="date">{m["date"]}</p>'
    end = ""
    if mode == "end":
        end = (
            "<h2>"
            + ("Anmerkungen" if m["lang"] == "de" else "Notes")
            + '</h2><div class="notes">'
            + "".join(f"<p>{i}. {n}</p>" for i, n in enumerate(w.n, 1))
            + "</div>"
        )
    return f'<!doctype html><html lang="{m["lang"]}"><meta charset="utf-8"><title>{html.escape(m["title"])}</title><style>{css}</style><body>{front}<div class="body">{body}{end}</div></body></html>'


def typst(a, cols):
    m = meta(a)

    def esc(s):
        return re.sub(r"([\\#$*_`<>@\[\]])", r"\\\1", s)

    def inl(xs):
        o = ""
        for x in xs:
            t = x["t"]
            c = x.get("c")
            if t == "Str":
                o += esc(c).replace("//", "\\/\\/")
            elif t in ("Space", "SoftBreak"):
                o += " "
            elif t == "Emph":
                o += "#emph[" + inl(c) + "]"
            elif t == "Note":
                o += "#footnote[" + inl(c[0]["c"]) + "]"
            elif t == "Link":
                o += f'#link("{c[2][0]}")[' + inl(c[1]) + "]"
        return o

    def bl(bs):
        o = ""
        for b in bs:
            t = b["t"]
            c = b.get("c")
            if t in ("Para", "Plain"):
                o += inl(c) + "\n\n"
            elif t == "Header":
                o += "=" * c[0] + " " + inl(c[2]) + "\n\n"
            elif t == "BlockQuote":
                o += "#quote(block:true)[" + bl(c) + "]\n"
            elif t == "BulletList":
                o += "".join("- " + bl(i).strip() + "\n" for i in c) + "\n"
            elif t == "OrderedList":
                o += "".join("+ " + bl(i).strip() + "\n" for i in c[1]) + "\n"
            elif t == "Div":
                o += "#block(stroke:(y:1pt),inset:(y:8pt))[#text(size:14pt)[" + bl(c[1]).strip() + "]]\n\n"
            elif t == "Table":
                cols = len(c[2])
                cells = [strs(x[4]) for r in c[3][1] for x in r[1]] + [
                    strs(x[4]) for bd in c[4] for r in bd[3] for x in r[1]
                ]
                o += (
                    f"#figure(table(columns:{cols},"
                    + ",".join("[" + esc(y) + "]" for y in cells)
                    + "),caption:["
                    + esc(strs(c[1]).split(". ", 1)[-1])
                    + "])\n\n"
                )
        return o

    num = '#set heading(numbering:"1.1")\n' if m["style"] == "numbered" else ""
    col = f"#set page(columns:2)\n" if cols == 2 else ""
    au = ", ".join(m["authors"])
    head = (
        f"""#place(top,float:true,scope:"parent",clearance:2em)[#text(size:20pt,weight:"bold")[{esc(m["title"])}]\n\n{esc(m["standfirst"])}\n\n{esc(au)}\n\n{esc(m["date"])}]\n"""
        if cols == 2
        else f'#align(center)[#text(size:20pt,weight:"bold")[{esc(m["title"])}]\n\n{esc(au)}\n\n{esc(m["date"])}]\n\n#emph[{esc(m["standfirst"])}]\n\n'
    )
    return f'#set page(paper:"a4",numbering:"1",header:[{esc(m["publisher"])} #h(1fr) {esc(m["series"])}])\n{col}#set text(size:10pt,lang:"{m["lang"]}")\n#set par(justify:true)\n{num}{head}{bl(a["blocks"])}'


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    temporary = tempfile.mkdtemp()
    import pdfminer.high_level as pm
    import pymupdf as fitz
    import pypdf
    import typst as T
    import weasyprint

    only = sys.argv[2:]
    for p in sorted(PAPERS.glob("*.md")):
        n = p.stem
        if only and n not in only:
            continue
        a = ast(p)
        (out / f"{n}.truth.json").write_text(json.dumps(truth(a), ensure_ascii=False, indent=1))
        m = meta(a)
        src = p.read_text()
        pdfs = []
        for lay, mode in (
            ("one", "weasy"),
            ("two", "weasy"),
            ("sans", "weasy"),
            ("two", "end"),
            ("one", "end"),
            ("three", "end"),
            ("three", "weasy"),
        ):
            f = out / f"{n}.w-{lay}-{mode}.pdf"
            weasyprint.HTML(string=page(a, lay, mode)).write_pdf(str(f))
            pdfs.append(f)
        for c in (1, 2):
            f = out / f"{n}.typ{c}.pdf"
            t = out / f"{n}.typ{c}.typ"
            t.write_text(typst(a, c))
            T.compile(str(t), output=str(f))
            t.unlink()
            pdfs.append(f)
        lang = {"de": "ngerman"}.get(m["lang"], "english")
        for k, opts in (
            ("tex1", ["-V", "documentclass=article", "-V", "geometry=margin=1in"]),
            ("tex2", ["-V", "documentclass=article", "-V", "classoption=twocolumn", "-V", "geometry=margin=2cm"]),
            ("texr", ["-V", "documentclass=report", "-V", "fontsize=11pt"]),
        ):
            f = out / f"{n}.{k}.pdf"
            num = ["-N"] if m["style"] == "numbered" else []
            if k == "tex2":  # no longtable in twocolumn
                s = re.sub(r"(?ms)^\|.*?^: Table.*?$", "", src)
            else:
                s = src
            run(
                "pandoc",
                "-f",
                "markdown",
                "-s",
                "-M",
                f'abstract={m["standfirst"]}',
                "-V",
                "lang=" + m["lang"],
                "--pdf-engine=pdflatex",
                *num,
                *opts,
                "-o",
                str(f),
                inp=s,
                cwd=temporary,
            )
            if f.exists():
                pdfs.append(f)
        run("pandoc", "-s", "-M", f'subtitle={m["standfirst"]}', str(p), "-o", str(out / f"{n}.pandoc.docx"))
        run(
            "pandoc",
            "-s",
            "-t",
            "html5",
            "-M",
            f'subtitle={m["standfirst"]}',
            str(p),
            "-o",
            str(out / f"{n}.pandoc5.html"),
        )
        run("pandoc", "-s", "-t", "html4", str(p), "-o", str(out / f"{n}.pandoc4.html"))
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", temporary, str(out / f"{n}.pandoc.docx"))
        f = out / f"{n}.lo.pdf"
        os.replace(f"{temporary}/{n}.pandoc.pdf", f)
        pdfs.append(f)
        run("soffice", "--headless", "--convert-to", "odt", "--outdir", temporary, str(out / f"{n}.pandoc.docx"))
        run(
            "soffice",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            temporary,
            f"{temporary}/{n}.pandoc.odt",
        )
        os.replace(f"{temporary}/{n}.pandoc.docx", out / f"{n}.lo.docx")
        run("soffice", "--headless", "--convert-to", "html", "--outdir", temporary, str(out / f"{n}.pandoc.docx"))
        os.replace(f"{temporary}/{n}.pandoc.html", out / f"{n}.lo.html")
        for f in pdfs:
            b = f.with_suffix("")
            for k, fl in (("plain", []), ("layout", ["-layout"]), ("raw", ["-raw"])):
                run("pdftotext", *fl, str(f), f"{b}.{k}.txt")
            pathlib.Path(f"{b}.miner.txt").write_text(pm.extract_text(str(f)))
            pathlib.Path(f"{b}.mupdf.txt").write_text("\f".join(pg.get_text() for pg in fitz.open(str(f))))
            pathlib.Path(f"{b}.pypdf.txt").write_text(
                "\n".join(pg.extract_text() for pg in pypdf.PdfReader(str(f)).pages)
            )
        # web pastes of the pandoc page
        for k in ("w3m", "lynx"):
            cmd = (
                ["w3m", "-dump", "-T", "text/html", "-cols", "90"]
                if k == "w3m"
                else ["lynx", "-dump", "-nolist", "-stdin", "-display_charset=utf-8", "-assume_charset=utf-8"]
            )
            (out / f"{n}.{k}.txt").write_text(run(*cmd, inp=(out / f"{n}.pandoc5.html").read_text()))
        print(n, len(list(out.glob(n + ".*"))))


if __name__ == "__main__":
    main()
