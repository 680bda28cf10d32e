#!/usr/bin/env python3
"""Time builds of the same briefings by ibid and by Hugo, run by run in turn. Called by build.sh, which says how.

Prints Markdown: for each count and kind of build the medians of wall time, CPU time and peak memory; then ibid as a
share of Hugo, and how time and memory grow with the count.
"""
import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEFT = ["public", ".ibid-cache", "resources", ".hugo_build.lock"]
BUILDS = {"cold": "cold", "none": "nothing changed", "edit": "one briefing edited"}


def clean(site):
    for name in LEFT:
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()


def edit(site, run):
    """One sentence more in one briefing in the middle, another one each time."""
    pages = sorted(site.glob("content/b*.md")) or sorted(site.glob("content/briefings/b*.md"))
    page = pages[(len(pages) // 2 + run) % len(pages)]
    text = page.read_text(encoding="utf-8")
    at = text.index("\n\n[^1]:")
    page.write_text(f"{text[:at]}\n\nOne sentence more, number {run}.{text[at:]}", encoding="utf-8")


def once(command, site, cpus):
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        try:
            os.chdir(site)
            if cpus:
                os.sched_setaffinity(0, cpus)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{' '.join(command)} in {site}: exit status {code}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ibid", required=True)
    parser.add_argument("--hugo", help="left out: ibid alone")
    parser.add_argument("--counts", default="100 1000 10000")
    parser.add_argument("--builds", default="cold none edit")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--cpus", default="", help="such as 0,1: all programs run on these only")
    args = parser.parse_args()
    cpus = {int(n) for n in args.cpus.split(",") if n}
    commands = {"ibid": [args.ibid, "build", "--quiet"]}
    if args.hugo:
        commands["hugo"] = [args.hugo, "build", "--quiet"]
    results = {}
    print("| briefings | build | program | wall s | CPU s | peak MiB | HTML files |")
    print("|---:|---|---|---:|---:|---:|---:|")
    for count in map(int, args.counts.split()):
        sites = {}
        for name in commands:
            sites[name] = args.work / str(count) / name
            if not sites[name].is_dir():
                subprocess.run([sys.executable, HERE / "corpus.py", "--for", name, "--count", str(count), sites[name]], check=True)
        for build in args.builds.split():
            got = {name: [] for name in commands}
            for name, command in commands.items():
                # One run that does not count: it fills the disk's cache, and is the build that the others follow.
                clean(sites[name])
                once(command, sites[name], cpus)
            for run in range(args.runs):
                order = list(commands)
                for name in order[run % len(order):] + order[:run % len(order)]:
                    if build == "cold":
                        clean(sites[name])
                    elif build == "edit":
                        edit(sites[name], run)
                    # Writing of the run before must not be charged to this one.
                    os.sync()
                    got[name].append(once(commands[name], sites[name], cpus))
            for name, runs in got.items():
                wall, cpu, peak = (statistics.median(column) for column in zip(*runs))
                results[count, build, name] = wall, cpu, peak
                pages = sum(1 for _ in (sites[name] / "public").rglob("*.html"))
                print(f"| {count:,} | {BUILDS[build]} | {name} | {wall:.3f} | {cpu:.3f} | {peak:.0f} | {pages:,} |", flush=True)
    ratios(results)
    growth(results)


def ratios(results):
    rows = [(count, build) for count, build, name in results if name == "ibid" and (count, build, "hugo") in results]
    if not rows:
        return
    print("\nHugo's figures divided by ibid's:\n\n| briefings | build | wall | CPU | peak memory |\n|---:|---|---:|---:|---:|")
    for count, build in rows:
        ours, theirs = results[count, build, "ibid"], results[count, build, "hugo"]
        shares = " | ".join(f"{b / a:.1f}" for a, b in zip(ours, theirs))
        print(f"| {count:,} | {BUILDS[build]} | {shares} |")


def growth(results):
    cold = sorted((count, name) for count, build, name in results if build == "cold")
    counts = sorted({count for count, _ in cold})
    if len(counts) < 2:
        return
    print("\nGrowth of a cold build, as the exponent of the count (1.0 is linear):\n\n| from | to | program | CPU | peak memory |\n|---:|---:|---|---:|---:|")
    for low, high in zip(counts, counts[1:]):
        for name in sorted({name for _, name in cold}):
            a, b = results[low, "cold", name], results[high, "cold", name]
            exponent = [math.log(b[n] / a[n]) / math.log(high / low) for n in (1, 2)]
            print(f"| {low:,} | {high:,} | {name} | {exponent[0]:.2f} | {exponent[1]:.2f} |")


if __name__ == "__main__":
    main()
