package import Screen

/// The forms in which a screen can be saved.
package enum Picture: String, Sendable, CaseIterable {
    case text = "txt"
    case ansi
    case svg

    /// By the file's suffix; nil for another one.
    package init?(file: String) {
        guard let dot = file.lastIndex(of: "."), let form = Picture(rawValue: String(file[file.index(after: dot)...]))
        else { return nil }
        self = form
    }

    /// A frame in this form.
    package func render(_ frame: Frame, palette: Palette) -> String {
        switch self {
        case .text: frame.plainText() + "\n"
        case .ansi: frame.ansi(palette: palette)
        case .svg: frame.svg(palette: palette)
        }
    }
}
