import QtQuick
import Borne.Bridge
import Borne.Theme

// The window: who is here above, the page, how to read and where to find help below; the idle warning over all.
Window {
    id: main

    // What tests know the page by, whatever its language; no word of the person's is in it.
    objectName: `${Terminal.kind}/${Terminal.name}`
    width: Appearance.across
    height: Appearance.down
    flags: Qt.Window | Qt.FramelessWindowHint
    color: Colours.paper
    title: Terminal.title

    onClosing: close => close.accepted = Stage.closable
    onFrameSwapped: if (!Stage.drawn)
        Stage.frame()

    FocusScope {
        objectName: "behind-warning"
        anchors.fill: parent
        focus: true
        enabled: !Alert.shown
        visible: !whole.active

        Keys.onPressed: event => {
            const forward = event.key === Qt.Key_Down || event.key === Qt.Key_Right;
            const backward = event.key === Qt.Key_Up || event.key === Qt.Key_Left;
            if (!forward && !backward)
                return;
            main.activeFocusItem?.nextItemInFocusChain(forward)?.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
            event.accepted = true;
        }

        TopBar {
            id: topBar

            anchors.left: parent.left
            anchors.right: parent.right
        }

        Loader {
            id: page

            readonly property string kind: Terminal.kind

            function file(): string {
                switch (kind) {
                case "welcome":
                    return "WelcomePage.qml";
                case "menu":
                    return "MenuPage.qml";
                case "summary":
                    return "SummaryPage.qml";
                case "choice":
                    return "ChoicePage.qml";
                case "form":
                    return "FormPage.qml";
                case "list":
                    return "ListPage.qml";
                case "reading":
                    return "ReadingPage.qml";
                case "message":
                    return "MessagePage.qml";
                case "tools":
                    return "ToolsPage.qml";
                default:
                    return "WaitPage.qml";
                }
            }

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: topBar.bottom
            anchors.bottom: bottomBar.top
            focus: true
            active: Terminal.name !== "" && !whole.active
            source: Qt.resolvedUrl(file())
        }

        Veil {
            anchors.fill: page
        }

        BottomBar {
            id: bottomBar

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
        }
    }

    // What tries the screen itself leaves no bar on it.
    Loader {
        id: whole

        readonly property string kind: Terminal.kind

        anchors.fill: parent
        enabled: !Alert.shown
        active: kind === "touch" || kind === "plate"
        source: Qt.resolvedUrl(kind === "touch" ? "TouchPage.qml" : "PlatePage.qml")
    }

    Loader {
        anchors.fill: parent
        active: Alert.shown
        source: Qt.resolvedUrl("IdleWarning.qml")
        focus: active
        onLoaded: (item as Item).forceActiveFocus()
    }
}
