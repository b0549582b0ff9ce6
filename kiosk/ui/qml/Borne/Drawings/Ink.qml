import QtQuick
import QtQuick.Shapes
import Borne.Theme

// One outline of a drawing: filled and lined, by default as the body of a thing.
ShapePath {
    property alias d: svg.path

    fillColor: Colours.body
    strokeColor: Colours.outline
    strokeWidth: Pen.line
    joinStyle: ShapePath.RoundJoin
    capStyle: ShapePath.RoundCap

    PathSvg {
        id: svg
    }
}
