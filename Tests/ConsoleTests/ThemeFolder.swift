import Foundation

/// A configuration folder with themes in it, which goes with the test.
final class ThemeFolder {
    let root: String
    var themes: String { "\(root)/ringside/themes" }

    init(_ files: [String: String] = [:]) throws {
        root = NSTemporaryDirectory() + "ringside-themes-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: "\(root)/ringside/themes", withIntermediateDirectories: true)
        for (name, text) in files { try write(text, to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: "\(themes)/\(name)", atomically: true, encoding: .utf8)
    }

    /// A whole scheme; `background` is the only colour that matters.
    static func scheme(_ name: String, background: String = "101010", extra: String = "") -> String {
        let slots = (1..<16).map { "  base0\(String($0, radix: 16, uppercase: true)): \"d0d0d0\"" }
        return "name: \(name)\npalette:\n  base00: \"\(background)\"\n\(slots.joined(separator: "\n"))\n\(extra)"
    }
}
