#!/usr/bin/env python3
"""What it costs to word citations: 10,000 briefings of 18 cites from 5,000 works.

    benches/citations.py --ibid target/release/ibid [--briefings 10000] [--works 5000] [--style NAME]...

Builds the same site in each style and, for comparison, in one that prints the same word for every work: the difference is
what the wording costs. CPU time (user and system together) of a cold build and of one after it, with an edit in between
so that it is not spared altogether. Standard library only.
"""
import argparse
import random
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

PLAIN = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Plain</title><id>plain</id><updated>2024-01-01T00:00:00+00:00</updated></info>
<citation><layout><text value="x"/></layout></citation><bibliography><layout><text value="x"/></layout></bibliography>
</style>
"""
KINDS = ["book", "chapter", "article-journal", "article-newspaper", "report", "webpage", "thesis", "legal_case"]
FAMILIES = "Marsh Holt Wren Voss Thorne Quill Moss Pike Kemp Dunn Abel Lowe Reed Sato Brandt Okafor Larsen Singh".split()


def works(count):
    rng = random.Random(1)
    out = ["references:"]
    for n in range(count):
        names = ", ".join(f"{{ family: {rng.choice(FAMILIES)}{rng.randrange(40)}, given: Ada {rng.choice('ABCDE')}. }}"
                          for _ in range(rng.randint(1, 4)))
        out.append(f"  - id: w{n}\n    type: {rng.choice(KINDS)}\n    author: [{names}]\n    title: The {n}th study of rivers and weirs"
                   f"\n    container-title: Journal of water\n    volume: {rng.randrange(1, 90)}\n    page: {n}-{n + 9}\n"
                   f"    publisher: Bridge Press\n    issued: {rng.randrange(1960, 2025)}-0{rng.randrange(1, 10)}-12")
    return "\n".join(out) + "\n"


def briefing(n, count):
    rng = random.Random(f"b{n}")
    body = " ".join(f"Sentence {at} has a note.[^{at}]" for at in range(18))
    cited = [rng.randrange(count) for _ in range(12)]
    notes = "\n\n".join(f"[^{at}]: [@w{rng.choice(cited)}, p. {rng.randrange(1, 400)}]" for at in range(18))
    return f"---\ntitle: Briefing {n}\ndate: 2024-01-02\n---\n\n{body}\n\n{notes}\n"


def cpu(ibid, site):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([ibid, "build", "--quiet"], cwd=site, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(ibid, root, style, args):
    site = root / "site"
    shutil.rmtree(site, ignore_errors=True)
    (site / "content").mkdir(parents=True)
    (site / "references.yaml").write_text(works(args.works))
    (site / "plain.csl").write_text(PLAIN)
    (site / "ibid.toml").write_text('title = "T"\nbase_url = "https://site.example/"\nlanguage = "en-GB"\n'
                                    f'bibliography = "references.yaml"\ncitation_style = "{style}"\n')
    for n in range(args.briefings):
        (site / "content" / f"b{n}.md").write_text(briefing(n, args.works))
    cold = cpu(ibid, site)
    first = site / "content" / "b0.md"
    first.write_text(first.read_text() + "\nOne more paragraph.\n")
    return cold, cpu(ibid, site)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ibid", required=True)
    parser.add_argument("--briefings", type=int, default=10_000)
    parser.add_argument("--works", type=int, default=5_000)
    parser.add_argument("--style", action="append")
    args = parser.parse_args()
    ibid = str(Path(args.ibid).resolve())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        base = measure(ibid, root, "plain.csl", args)
        print("| style | wording, cold | wording, after one edit | whole build, cold |\n|---|---:|---:|---:|")
        for style in args.style or ["chicago-notes", "apa", "chicago-author-date", "ieee"]:
            cold, edit = measure(ibid, root, style, args)
            print(f"| {style} | {cold - base[0]:.1f} s | {edit - base[1]:.1f} s | {cold:.1f} s |", flush=True)


if __name__ == "__main__":
    main()
