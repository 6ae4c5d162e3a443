#!/usr/bin/env bash
# The tests as a stranger has them: a clone of the last commit with nothing beside it, on the runner's Node where that is
# installed (the tests after this run on the other one). Tests of the bundle are left out: they run in a folder of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
git -c safe.directory='*' clone --quiet "$PWD" "$folder/clone"
cd "$folder/clone"
# what the run before has fetched is not fetched again; the lock file says what each package must be
npm ci --prefer-offline --ignore-scripts --no-fund --no-audit --silent
unset CI TOOLS_DIR
node="$(command -v node24 || command -v node)"
echo "as a stranger, on Node $("$node" --version):"
"$node" scripts/test.mjs --silent --testPathIgnorePatterns /node_modules/ /build/ __tests__/e2e/ 2>"$folder/log" || {
  cat "$folder/log"
  exit 1
}
