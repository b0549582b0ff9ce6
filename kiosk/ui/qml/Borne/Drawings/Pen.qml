pragma Singleton

import QtQuick

// Outlines in SVG's language. Every drawing is made on a sheet of 200 × 140 units, with one line width.
QtObject {
    readonly property real line: 2.6

    // A rounded rectangle.
    function box(x: real, y: real, width: real, height: real, radius: real): string {
        const r = Math.min(radius, width / 2, height / 2);
        return `M${x + r} ${y}h${width - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${height - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}` + `h${2 * r - width}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - height}a${r} ${r} 0 0 1 ${r} ${-r}z`;
    }

    function disc(x: real, y: real, radius: real): string {
        return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
    }

    // An arrow from (x1, y) to (x2, y), with its head.
    function arrow(x1: real, x2: real, y: real): string {
        const back = x2 > x1 ? -9 : 9;
        return `M${x1} ${y}H${x2}M${x2 + back} ${y - 9}L${x2} ${y}L${x2 + back} ${y + 9}`;
    }
}
