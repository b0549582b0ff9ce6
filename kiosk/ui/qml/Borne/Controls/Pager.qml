pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Theme

// Shows a column that may be taller than its room, page by page, with two large buttons: nobody has to swipe (ACC-31).
// Pages break between blocks, and inside a block only when it is taller than a page, between two lines.
Item {
    id: pager

    default property alias content: column.data
    property alias spacing: column.spacing
    // At each side of the two buttons.
    property int margin: 0
    // Below them.
    property int footing: 0
    property int page: 0
    // What must be on the page, whatever is large above it, until somebody turns the page.
    property Item sought: null
    readonly property real contentHeight: column.implicitHeight
    readonly property bool paged: column.implicitHeight > height
    readonly property real room: height - turner.height - Theme.gap - footing
    readonly property list<real> tops: breaks()
    readonly property real start: tops[Math.min(page, tops.length - 1)]
    readonly property real end: page + 1 < tops.length ? tops[page + 1] : column.implicitHeight
    readonly property string subject: Terminal.name
    readonly property Item focused: Window.activeFocusItem

    onSubjectChanged: page = 0
    onSoughtChanged: soon.restart()
    onTopsChanged: {
        page = Math.min(page, tops.length - 1);
        seek();
    }
    onStartChanged: hideOthers()
    onEndChanged: hideOthers()
    onPagedChanged: hideOthers()
    onContentHeightChanged: hideOthers()
    onFocusedChanged: reveal()

    // Where each block begins (x) and ends (y), down the column.
    function blocks(parent: Item, offset: real): list<point> {
        const found = [];
        for (let place = 0; place < parent.children.length; place++) {
            const child = parent.children[place];
            if (!child.visible || child.height <= 0)
                continue;
            const from = offset + child.y;
            if (child instanceof Stack || child instanceof Tray || child instanceof Flow)
                found.push(...blocks(child, from));
            else
                found.push(...lines(child, from));
        }
        return found;
    }

    // A block taller than a page is cut: a text between two lines, anything else into equal parts.
    function lines(block: Item, from: real): list<point> {
        if (block.height <= room)
            return [Qt.point(from, from + block.height)];
        const count = (block as Words)?.lineCount ?? Math.ceil(block.height / room);
        const step = block.height / count;
        return Array.from({
            length: count
        }, (none, line) => Qt.point(from + line * step, from + (line + 1) * step));
    }

    function breaks(): list<real> {
        const starts = [0];
        if (!paged)
            return starts;
        for (const block of blocks(column, 0)) {
            const first = starts[starts.length - 1];
            if (block.y - first > room && block.x > first)
                starts.push(block.x);
        }
        return starts;
    }

    // A shape wholly outside its clip is drawn by the software renderer as if it had none: blocks of other pages are made
    // transparent too.
    function hideOthers(): void {
        hideIn(column, 0);
    }

    function hideIn(parent: Item, offset: real): void {
        for (let place = 0; place < parent.children.length; place++) {
            const child = parent.children[place];
            const from = offset + child.y;
            if (child instanceof Stack || child instanceof Tray || child instanceof Flow)
                hideIn(child, from);
            else
                child.opacity = !paged || (from < end && from + child.height > start) ? 1 : 0;
        }
    }

    // Tab may reach a button of another page: turn to it.
    function reveal(): void {
        show(focused);
    }

    function seek(): void {
        show(sought);
    }

    // Turn to the page of what stands in the column; anything else turns nothing.
    function show(what: Item): void {
        for (let item = what; paged && item !== null; item = item.parent) {
            if (item !== column)
                continue;
            const y = what.mapToItem(column, 0, 0).y;
            let target = 0;
            while (target + 1 < tops.length && tops[target + 1] <= y)
                target++;
            page = target;
            return;
        }
    }

    // A timer of its own, where Qt.callLater would call a page that has gone.
    Timer {
        id: soon

        interval: 0
        onTriggered: pager.seek()
    }

    Item {
        width: parent.width
        height: pager.paged ? Math.min(pager.room, pager.end - pager.start) : parent.height
        clip: pager.paged

        Stack {
            id: column

            y: -pager.start
            width: parent.width
        }
    }

    Item {
        id: turner

        readonly property bool worded: Math.max(up.full, down.full) <= up.share

        visible: pager.paged
        x: pager.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: pager.footing
        width: parent.width - 2 * pager.margin
        height: Math.max(up.implicitHeight, down.implicitHeight)

        TurnButton {
            id: up

            anchors.left: parent.left
            objectName: "page-up"
            label: Terminal.earlier
            glyph: "earlier"
            share: (parent.width - place.width) / 2 - Theme.gap
            worded: turner.worded
            enabled: pager.page > 0
            onClicked: pager.page--
        }

        Words {
            id: place

            anchors.centerIn: parent
            text: (pager.page + 1) + " / " + pager.tops.length
            font.pixelSize: Theme.bar
            font.weight: Font.Bold
            wrapMode: Text.NoWrap
        }

        TurnButton {
            id: down

            anchors.right: parent.right
            objectName: "page-down"
            label: Terminal.later
            glyph: "later"
            share: (parent.width - place.width) / 2 - Theme.gap
            worded: turner.worded
            enabled: pager.page + 1 < pager.tops.length
            onClicked: pager.page++
        }
    }
}
