import QtQuick
import Borne.Bridge

// The drawing called `name`, as large as its room allows. The reader's drawings touch the edge where the slot is; the
// others are in the middle. Decorative: the title says the same.
Item {
    id: drawing

    required property string name
    required property string tone
    readonly property bool reader: name.startsWith("card-") || name === "reader-missing"
    readonly property bool grounded: reader && Appearance.slot === "below"
    readonly property Item scene: loader.item as Item
    readonly property real unit: scene === null ? 1 : Math.min(width / scene.width, height / scene.height)

    Accessible.ignored: true

    function file(): string {
        switch (name) {
        case "":
            return "";
        case "clock":
            return "ClockScene.qml";
        case "link-down":
            return "LinkScene.qml";
        case "goodbye":
            return "FarewellScene.qml";
        case "out-of-service":
            return "KioskScene.qml";
        default:
            return reader ? "CardScene.qml" : "PaperScene.qml";
        }
    }

    function place(room: real, taken: real, side: string, other: string): real {
        if (reader && Appearance.slot === side)
            return room - taken;
        return reader && Appearance.slot === other ? 0 : (room - taken) / 2;
    }

    Loader {
        id: loader

        readonly property string wanted: drawing.file()

        x: drawing.scene === null ? 0 : drawing.place(drawing.width, drawing.scene.width * drawing.unit, "right", "left")
        y: drawing.scene === null ? 0 : drawing.place(drawing.height, drawing.scene.height * drawing.unit, "below", "")
        transformOrigin: Item.TopLeft
        scale: drawing.unit
        onWantedChanged: draw()
        Component.onCompleted: draw()

        function draw(): void {
            if (wanted === "")
                source = "";
            else
                setSource(Qt.resolvedUrl(wanted), {
                    name: Qt.binding(() => drawing.name),
                    tone: Qt.binding(() => drawing.tone)
                });
        }
    }
}
