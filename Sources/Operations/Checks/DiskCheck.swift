import FoundationEssentials
import Glibc

/// Looks at the room on the disk.
package enum DiskCheck {
    /// Bytes: with less, a busy day may fill the disk.
    private static let ample: UInt64 = 1 << 30
    /// Bytes: with less, a checkpoint may fail.
    private static let scarce: UInt64 = 100 << 20

    /// The disk below `folder`, or below what will hold it.
    package static func finding(folder: String) -> Finding {
        free(folder).map(room)
            ?? Finding(
                "disk",
                .note,
                "\(folder): how much room there is can't be told",
                mend: "look yourself: `df -h \(inShell(folder))`"
            )
    }

    static func room(_ free: UInt64) -> Finding {
        let sentence = "\(free >> 20) MiB free"
        return switch free {
        case ..<scarce: Finding("disk", .wrong, sentence, mend: "make room, or move state_directory to another disk")
        case ..<ample: Finding("disk", .note, sentence, mend: "100,000 calls take some 200 MiB: make room")
        default: Finding("disk", .ok, sentence)
        }
    }

    private static func free(_ folder: String) -> UInt64? {
        var (path, space) = (folder, statvfs())
        while statvfs(path, &space) != 0 {
            let above = URL(filePath: path).deletingLastPathComponent().path
            guard errno == ENOENT, above != path else { return nil }
            path = above
        }
        return UInt64(space.f_bavail) * UInt64(space.f_frsize)
    }
}
