#!/bin/sh
# Lints every QML file of the terminal against the types of our Python view models: metaobjectdump → qmltyperegistrar →
# qmllint. Exits non-zero on any warning, unused imports included.
# metaobjectdump forgets that a property is constant, so what reads one cannot be told from what reads a stale one.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
bin=$root/.venv/bin
qml=$root/kiosk/ui/qml
types=$(mktemp -d)
trap 'rm -rf "$types"' EXIT

mkdir -p "$types/Borne/Bridge"
(
    cd "$root"
    grep -l '^@QmlElement' kiosk/ui/*.py | PATH=$bin:$PATH xargs pyside6-metaobjectdump -o "$types/bridge.json"
)
"$bin/pyside6-qmltyperegistrar" --generate-qmltypes "$types/Borne/Bridge/bridge.qmltypes" \
    --import-name Borne.Bridge --major-version 1 --minor-version 0 -o "$types/bridge.cpp" "$types/bridge.json" 2> "$types/registrar.log" || {
    cat "$types/registrar.log" >&2
    exit 1
}
printf 'module Borne.Bridge\ntypeinfo bridge.qmltypes\n' > "$types/Borne/Bridge/qmldir"

find "$qml" -name '*.qml' -print0 | xargs -0 "$bin/pyside6-qmllint" --max-warnings 0 --stale-property-read disable --unused-imports warning -I "$types" -I "$qml" \
    -i "$qml/Borne/Theme/qmldir" -i "$qml/Borne/Drawings/qmldir"
