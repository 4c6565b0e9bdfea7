package import Screen

/// The README's pictures: a scene's screen on light and on dark.
package struct PictureBook: Sendable {
    /// Where they go.
    private let folder: String
    private let save: @Sendable (_ text: String, _ file: String) -> Void

    /// A book in a folder; `save` writes a file.
    package init(folder: String, save: @escaping @Sendable (_ text: String, _ file: String) -> Void) {
        self.folder = folder
        self.save = save
    }

    /// A picture under a name; that of dark screens is named as DocC wants it.
    package func take(_ name: String, _ frame: Frame) {
        save(frame.svg(palette: Palette(theme: BuiltInThemes.light, depth: .direct)), "\(folder)/\(name).svg")
        save(frame.svg(palette: Palette(theme: BuiltInThemes.dark, depth: .direct)), "\(folder)/\(name)~dark.svg")
    }
}
