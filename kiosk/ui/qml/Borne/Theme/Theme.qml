pragma Singleton

import QtQuick
import Borne.Bridge

// Sizes, all in millimetres of the cabinet's lit surface, and the steps of the type scale.
QtObject {
    readonly property string family: "Atkinson Hyperlegible Next"
    readonly property bool wide: Appearance.across > Appearance.down
    readonly property real breadth: Appearance.across / Appearance.density
    readonly property real scale: Appearance.scale
    readonly property bool small: breadth < 220
    readonly property bool large: scale > 1.3

    readonly property int unit: mm(4)
    readonly property int margin: mm(small ? 10 : 14)
    readonly property int gap: mm(5)
    readonly property int radius: mm(3.5)
    readonly property int stroke: Math.max(2, mm(0.6))
    readonly property int target: mm(24)
    readonly property int smallTarget: mm(21)

    // Capitals are 0.668 em high: 7.4 mm gives 4.9 mm (Section 508 asks 4.8), and 7.4 mm from 150 %, what 600 mm away
    // needs (EN 301 549, 5.1.4). The bars around the screen stop there (on a small cabinet, read from 500 mm, at 6.2 mm),
    // and titles, already large, grow half as fast: the room goes to what is read.
    readonly property int body: mm(7.4 * scale)
    readonly property int bar: mm(7.4 * Math.min(scale, small ? 1.25 : 1.5))
    // Above a keyboard, on a low page: what belongs to a field stands on one page with it.
    readonly property int label: mm(7.4 * Math.min(scale, small || wide ? 1.5 : 2))
    readonly property int lead: mm(8.8 * Math.min(scale, 1.75))
    readonly property int heading: mm(8.8 * scale)
    readonly property int title: mm((small ? 12.5 : 14) * (1 + (scale - 1) / 2))
    readonly property int headline: mm((small ? 14 : 17.5) * (1 + (scale - 1) / 3))
    readonly property int display: mm((small ? 20 : 27) * (1 + (scale - 1) / 3))

    function mm(length: real): int {
        return Math.round(length * Appearance.density);
    }
}
