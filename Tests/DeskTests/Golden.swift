import Desk
import Foundation
import Screen
import Testing

/// Compares a screen with the one on file; `RECORD=1` writes it instead.
func expectGolden(_ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    let file = folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        return try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(text == recorded, "\(name) looks different:\n\(text)", sourceLocation: sourceLocation)
}

/// Compares what the cells of a screen mean, at every size, in one file.
func expectGoldenStyles(
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ model: (_ size: String) -> Model
) throws {
    let maps = TheScreensLookAsRecorded.sizes.map { "\($0)\n\(view(model($0)).styleMap)" }
    try expectGolden("Styles/\(name)", maps.joined(), sourceLocation: sourceLocation)
}
