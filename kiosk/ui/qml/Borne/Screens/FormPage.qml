pragma ComponentBehavior: Bound

import QtQuick
import Borne.Bridge
import Borne.Controls
import Borne.Theme

// Something is typed: heading and fields above, the keyboard under them, the actions below it. On a wide screen the
// keyboard stands at the right, where six rows leave the fields all the height.
Item {
    id: page

    readonly property int aside: Theme.wide ? Theme.mm(264) : width
    // On a wide screen the actions stand below the keyboard when they are small enough, else below the fields.
    readonly property bool under: Theme.wide && !Theme.large && actions.whole <= aside - 2 * Theme.mm(8)
    readonly property real told: header.implicitHeight + summary.height + (spelt.visible ? spelt.height : 0) + picture.height + fields.implicitHeight + 5 * pager.spacing
    // What is found while one types goes before the heading, then before the other ways, which stay where nothing is.
    readonly property real found: pager.height - fields.implicitHeight - 2 * pager.spacing
    readonly property bool brief: Suggestions.searching && found - heading - others < suggestions.wanted
    readonly property bool alone: brief && Suggestions.none === "" && found - others < suggestions.wanted
    readonly property real spare: Math.max(0, pager.height - told)
    readonly property bool keyed: KeyPanel.most_lines > 0
    readonly property Item box: fields.box

    // As they are when they show: what is hidden has no height.
    property real headingTall: 0
    property real waysTall: 0
    readonly property real heading: headingTall + pager.spacing
    readonly property real others: choices.count > 0 ? waysTall + pager.spacing : 0
    property bool editing: false

    // The focus begins where the news is: the summary of what is wrong (UX-05), else the title, which takes it by itself.
    function greet(): void {
        editing = false;
        if (Form.summary !== "")
            summary.forceActiveFocus();
    }

    onBoxChanged: soon.restart()

    Timer {
        id: soon

        interval: 0
        onTriggered: page.greet()
    }

    Connections {
        target: Form

        function onAnnounced(said: string): void {
            page.Accessible.announce(said);
        }

        function onRefused(): void {
            soon.restart();
            page.Accessible.announce(Form.summary, Accessible.Assertive);
        }

        function onEdited(): void {
            page.editing = true;
            pager.seek();
        }
    }

    Pager {
        id: pager

        x: Theme.margin
        y: Theme.mm(Theme.small ? 2 : 3)
        width: (Theme.wide ? page.width - page.aside - Theme.mm(8) : page.width - Theme.margin) - x
        height: (page.under ? page.height - Theme.mm(3) : Theme.wide ? actions.y : keys.y) - Theme.mm(Theme.small ? 2.5 : 5) - y
        sought: Form.summary !== "" && !page.editing ? summary : page.box
        spacing: Theme.mm(Theme.large ? 5 : Theme.small ? 4 : 7)

        // Nearer to the keys where there is room.
        Item {
            visible: !Suggestions.awaited
            width: parent.width
            height: Math.min(Theme.mm(Theme.wide ? 14 : 26), Math.round(page.spare * 0.4))
        }

        Stack {
            id: above

            visible: !page.brief
            width: parent.width
            spacing: pager.spacing
            onImplicitHeightChanged: if (visible)
                page.headingTall = implicitHeight

            Header {
                id: header

                width: parent.width
            }

            Stack {
                id: summary

                visible: notices.count > 0
                width: parent.width
                Accessible.role: Accessible.AlertMessage
                Accessible.name: Form.summary
                Accessible.focusable: true

                Notices {
                    id: notices

                    em: Theme.label
                    width: parent.width
                }
            }
        }

        SpeltOut {
            id: spelt

            width: parent.width
        }

        FormPicture {
            id: picture

            width: parent.width
        }

        FormFields {
            id: fields

            width: parent.width
            terse: Suggestions.searching && (Theme.small || Theme.wide || Theme.large)
        }

        SuggestionList {
            id: suggestions

            width: parent.width
            room: page.found - (page.brief ? 0 : page.heading) - (page.alone ? 0 : page.others)
        }

        Stack {
            id: ways

            visible: !page.alone && choices.count > 0
            width: parent.width
            onImplicitHeightChanged: if (visible)
                page.waysTall = implicitHeight

            Repeater {
                id: choices

                model: Terminal.ways

                delegate: Push {
                    width: Math.min(implicitWidth, ways.width)
                    modest: true
                    low: true
                }
            }
        }
    }

    KeyRows {
        id: keys

        visible: page.keyed
        x: Theme.wide ? page.width - page.aside : 0
        y: Theme.wide ? 0 : (page.keyed ? actions.y - Theme.gap - height : actions.y)
        width: page.aside
        height: Theme.wide ? page.height : implicitHeight
        room: page.height
        below: page.under ? page.height - actions.y : 0
    }

    Actions {
        id: actions

        x: page.under ? page.width - page.aside + Theme.mm(8) : Theme.margin
        width: page.under ? page.aside - 2 * Theme.mm(8) : pager.width
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(Theme.wide ? 8 : 6)
        model: Terminal.actions
        inline: whole <= width
        low: true
    }
}
