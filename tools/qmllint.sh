#!/bin/sh
# Lints every QML file of the terminal against the types of our Python view models: metaobjectdump → qmltyperegistrar →
# qmllint. Exits non-zero on any warning.
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
    --import-name Borne.Bridge --major-version 1 --minor-version 0 -o "$types/bridge.cpp" "$types/bridge.json"
printf 'module Borne.Bridge\ntypeinfo bridge.qmltypes\n' > "$types/Borne/Bridge/qmldir"

find "$qml" -name '*.qml' -print0 | xargs -0 "$bin/pyside6-qmllint" --max-warnings 0 -I "$types" -I "$qml" \
    -i "$qml/Borne/Theme/qmldir" -i "$qml/Borne/Drawings/qmldir"
