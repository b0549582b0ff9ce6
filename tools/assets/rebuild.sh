#!/bin/sh
# Rebuilds the fonts and icons committed under kiosk/ui from the npm registry.
# For whoever changes them (one icon more in icons.txt: our name, then Material's; a new version below); never part of
# the set-up.
set -eu

FONT=@fontsource/atkinson-hyperlegible-next@5.3.0
ICONS=@material-symbols/svg-400@0.48.2

here=$(cd "$(dirname "$0")" && pwd)
ui=$(cd "$here/../../kiosk/ui" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unpack() { # package, folder
    mkdir "$work/$2"
    (cd "$work" && tar -xzf "$(npm pack --silent "$1")" -C "$work/$2" --strip-components=1)
}

unpack "$FONT" font
unpack "$ICONS" symbols

# Qt reads one file per family and style: of latin and latin-ext only one would be seen, so each weight becomes one file.
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet install fonttools==4.60.1 brotli==1.1.0
mkdir -p "$ui/fonts" "$ui/icons"
for weight in 400 700; do
    "$work/venv/bin/python" "$here/merge_font.py" \
        "$work/font/files/atkinson-hyperlegible-next-latin-$weight-normal.woff2" \
        "$work/font/files/atkinson-hyperlegible-next-latin-ext-$weight-normal.woff2" \
        "$ui/fonts/atkinson-hyperlegible-next-$weight.woff2"
done
cp "$work/font/LICENSE" "$ui/fonts/OFL.txt"

rm -f "$ui"/icons/*.svg
while read -r name symbol; do
    cp "$work/symbols/rounded/$symbol.svg" "$ui/icons/$name.svg"
done < "$here/icons.txt"
cp "$work/symbols/LICENSE" "$ui/icons/LICENSE.txt"

printf '%s\nOFL-1.1; latin and latin-ext merged by tools/assets/rebuild.sh.\n' "$FONT" > "$ui/fonts/SOURCE.txt"
printf '%s (rounded)\nApache-2.0; renamed, otherwise unchanged, by tools/assets/rebuild.sh.\n' "$ICONS" > "$ui/icons/SOURCE.txt"
