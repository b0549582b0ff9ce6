#!/usr/bin/env bash
# Makes requirements.lock from pyproject.toml: every version and hash, for every supported Python.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
uv=$root/build/uv
[[ -x $uv/bin/uv ]] || { /usr/bin/python3 -m venv "$uv" && "$uv/bin/pip" install -q uv==0.13.9; }
cd "$root"
exec "$uv/bin/uv" pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
    --no-header --output-file requirements.lock "$@"
