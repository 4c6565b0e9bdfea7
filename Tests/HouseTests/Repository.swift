import FoundationEssentials

/// This repository's files, found from where this file is.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)").sorted()
    }

    /// All files and folders below `folder`, as paths from the root.
    static func paths(below folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)").sorted().map { "\(folder)/\($0)" }
    }

    static func sources(below folder: String) throws -> [SourceFile] {
        let suffixes = [".swift", ".c", ".cpp", ".h", ".py"]
        return try paths(below: folder).filter { path in suffixes.contains { path.hasSuffix($0) } }.map(source)
    }

    static func source(_ path: String) throws -> SourceFile {
        SourceFile(path: path, text: try String(contentsOf: URL(filePath: "\(root)/\(path)"), encoding: .utf8))
    }

    static func isExecutable(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "\(root)/\(path)")
    }
}
