#!/usr/bin/env bash
# install_roads.sh [pip] [pipx] [uv]: install Dragoman by the roads that the docs name, or by those
# given, each into an empty folder with the newest libraries, and translate with it. Fails where a road brings what Dragoman never uses, or where the command does not work.
set -euo pipefail
roads=" ${*:-pip pipx uv} "
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" PIP_DISABLE_PIP_VERSION_CHECK=1
mkdir -p "$HOME"
python3 -m venv "$work/tools"
"$work/tools/bin/python" -m pip install --quiet build ${roads//pip /}
"$work/tools/bin/python" -m build --outdir "$work/dist" "$root" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
wheel=$(ls "$work"/dist/*.whl)

try() { # ROAD COMMAND PYTHON: look at what was installed, and translate
  local unwanted
  unwanted=$("$3" -c 'from importlib.metadata import distributions as all
print(*sorted({d.name.lower() for d in all()} & {"torch", "triton", "stanza", "spacy", "onnxruntime"}))')
  [ -z "$unwanted" ] || { echo "$1 brought $unwanted"; exit 1; }
  rm -rf "$work/news"
  (cd "$work" && "$2" init news >/dev/null && cd news \
    && printf 'Trucks reach the valley\n\nNobody was hurt.\n' >seeds/trucks.txt \
    && "$2" translate --models demo >/dev/null && "$2" approve --to fa >/dev/null \
    && "$2" export --to fa >/dev/null && test -s output/fa/trucks.txt)
  echo "$1: $("$2" --version), $(du -sm "$(dirname "$(dirname "$3")")" | cut -f1) MB, no torch, stanza or spaCy; translates and exports"
}

if [[ $roads == *" pip "* ]]; then
  python3 -m venv "$work/pip"
  "$work/pip/bin/python" -m pip install --quiet "$wheel"
  try "pip install" "$work/pip/bin/dragoman" "$work/pip/bin/python"
fi

if [[ $roads == *" pipx "* ]]; then
  export PIPX_HOME="$work/pipx" PIPX_BIN_DIR="$work/pipx-bin"
  "$work/tools/bin/pipx" install --quiet "$wheel" >/dev/null
  try "pipx install" "$work/pipx-bin/dragoman" "$work/pipx/venvs/dragoman/bin/python"
fi

if [[ $roads == *" uv "* ]]; then
  export UV_TOOL_DIR="$work/uv" UV_TOOL_BIN_DIR="$work/uv-bin" UV_CACHE_DIR="$work/uv-cache"
  "$work/tools/bin/uv" tool install --quiet "$wheel"
  try "uv tool install" "$work/uv-bin/dragoman" "$work/uv/dragoman/bin/python"
fi
