import QtQuick
import Borne.Theme

// A column whose children a Pager may put on different pages.
Column {
    spacing: Theme.gap
}
