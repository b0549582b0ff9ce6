pragma Singleton

import QtQuick
import Borne.Bridge

// Every colour, in two themes. Pairs that carry text keep 4.5:1 in the first and 7:1 in the second; tests compute them.
QtObject {
    readonly property bool contrasted: Appearance.contrasted

    readonly property color paper: contrasted ? "#000000" : "#faf7f1"
    readonly property color band: contrasted ? "#000000" : "#f1ece2"
    readonly property color card: contrasted ? "#000000" : "#ffffff"
    readonly property color ink: contrasted ? "#ffffff" : "#14262b"
    readonly property color quiet: contrasted ? "#ffffff" : "#48595d"
    readonly property color hairline: contrasted ? "#ffffff" : "#d9d2c4"
    readonly property color edge: contrasted ? "#ffffff" : "#6d7c7e"

    readonly property color accent: contrasted ? "#ffd83d" : "#0b5560"
    readonly property color accentPressed: contrasted ? "#ffffff" : "#073b43"
    readonly property color accentWash: contrasted ? "#000000" : "#e0ecec"
    readonly property color cardPressed: contrasted ? "#3d3d3d" : "#e0ecec"
    readonly property color overAccent: contrasted ? "#000000" : "#ffffff"
    readonly property color keyBand: contrasted ? "#000000" : "#dfe5e4"
    readonly property color keyService: contrasted ? "#262626" : "#eef2f1"
    readonly property color keyEdge: contrasted ? "#ffffff" : "#6d7c7e"
    readonly property color focus: contrasted ? "#6fe3ff" : "#14262b"
    readonly property color scrim: contrasted ? "#e6000000" : "#b3102024"

    readonly property color hero: contrasted ? "#000000" : "#0b5560"
    readonly property color overHero: "#ffffff"
    readonly property color heroDeep: contrasted ? "#000000" : "#094852"

    readonly property color success: contrasted ? "#8ff0b0" : "#1c6b41"
    readonly property color successWash: contrasted ? "#000000" : "#e2efe4"
    readonly property color warning: contrasted ? "#ffd83d" : "#855000"
    readonly property color warningWash: contrasted ? "#000000" : "#faedd3"
    readonly property color error: contrasted ? "#ffb3a8" : "#a1281f"
    readonly property color errorWash: contrasted ? "#000000" : "#f9e5e0"
    readonly property color overTone: contrasted ? "#000000" : "#ffffff"

    // The drawings.
    readonly property color outline: contrasted ? "#ffffff" : "#0a3a42"
    readonly property color body: contrasted ? "#000000" : "#ffffff"
    readonly property color shade: contrasted ? "#333333" : "#bcd5d6"
    readonly property color drawn: accent
    readonly property color chip: contrasted ? "#ffd83d" : "#e9b44c"

    function tone(name: string): color {
        switch (name) {
        case "success":
            return success;
        case "warning":
            return warning;
        case "error":
            return error;
        case "hero":
            return overHero;
        default:
            return accent;
        }
    }

    function wash(name: string): color {
        switch (name) {
        case "success":
            return successWash;
        case "warning":
            return warningWash;
        case "error":
            return errorWash;
        case "hero":
            return hero;
        default:
            return accentWash;
        }
    }
}
