import BrokerAPI
package import FoundationEssentials
import Glibc
import Synchronization

/// A log in a file of this user alone: a new one at 10 MB or after a day, and the old ones go after the retention time.
///
/// The old ones are named by when their last line was written: `broker.log.2026-11-23T09-00-00.120Z`.
package final class LogFile: Sendable {
    /// Bytes; a line that would go beyond them begins a new file.
    static let usualSize = 10_000_000
    /// Seconds; what is deleted is deleted by the file, so that none may hold much more than a day.
    static let usualAge: TimeInterval = 86_400

    private struct State {
        var descriptor: Int32
        var size: Int
        var beganAt: Date
        var retention: TimeInterval
    }

    private let path: String
    private let largest: Int
    private let oldest: TimeInterval
    private let now: @Sendable () -> Date
    private let state: Mutex<State>

    /// Goes on with the file that is there; a refusal where it can't be written.
    package init(
        _ path: String,
        retention: TimeInterval,
        largest: Int = usualSize,
        oldest: TimeInterval = usualAge,
        now: @escaping @Sendable () -> Date
    ) throws(Refusal) {
        (self.path, self.largest, self.oldest, self.now) = (path, largest, oldest, now)
        guard let (descriptor, size, beganAt) = Self.open(path) else {
            throw Refusal(place: path, problem: "no log can be written there: \(reason(errno))")
        }
        let began = size == 0 ? now() : beganAt
        state = Mutex(State(descriptor: descriptor, size: size, beganAt: began, retention: retention))
        tidy()
    }

    deinit { state.withLock { _ = close($0.descriptor) } }

    /// Takes the log's lines.
    package var output: LogOutput { LogOutput { self.write($0) } }

    /// From now on old files are kept for so long.
    package func keep(for retention: TimeInterval) {
        state.withLock { $0.retention = retention }
        tidy()
    }

    /// Begins a new file where this one is old, and deletes those whose time is over; for once an hour.
    package func tidy() {
        state.withLock { state in
            if state.size > 0, now().timeIntervalSince(state.beganAt) >= oldest { turn(&state) }
            removeExpired(state.retention)
        }
    }

    private func write(_ line: [UInt8]) {
        state.withLock { state in
            let isFull = state.size > 0 && state.size + line.count > largest
            if isFull || (state.size > 0 && now().timeIntervalSince(state.beganAt) >= oldest) {
                turn(&state)
                removeExpired(state.retention)
            }
            LogOutput.descriptor(state.descriptor).take(line)
            state.size += line.count
        }
    }

    /// Where no new file can be begun, the old one goes on: a log that grows is better than none.
    private func turn(_ state: inout State) {
        let time = now()
        var (old, count) = ("\(path).\(Self.stamp(time))", 1)
        while access(old, F_OK) == 0 {
            count += 1
            old = "\(path).\(Self.stamp(time)).\(count)"
        }
        guard rename(path, old) == 0, let opened = Self.open(path) else { return }
        close(state.descriptor)
        (state.descriptor, state.size, state.beganAt) = (opened.descriptor, opened.size, time)
    }

    private func removeExpired(_ retention: TimeInterval) {
        let url = URL(filePath: path)
        let (folder, name) = (url.deletingLastPathComponent().path, url.lastPathComponent)
        let limit = Self.stamp(now().addingTimeInterval(-retention))
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where file.hasPrefix("\(name).") {
            let stamp = file.dropFirst(name.count + 1).prefix(limit.count)
            // Of one length and in one form, so that the order of the texts is that of the times.
            guard stamp.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}\.[0-9]{3}Z/) != nil,
                stamp < limit
            else { continue }
            unlink("\(folder)/\(file)")
        }
    }

    private static func open(_ path: String) -> (descriptor: Int32, size: Int, beganAt: Date)? {
        let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            errno = EINVAL
            return nil
        }
        let written = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        let beganAt = firstMoment(descriptor) ?? Date(timeIntervalSince1970: written)
        return (descriptor, Int(status.st_size), beganAt)
    }

    /// The first line's, in either format.
    private static func firstMoment(_ descriptor: Int32) -> Date? {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0, let text = String(validating: bytes[..<count], as: UTF8.self) else { return nil }
        return text.firstMatch(of: /[0-9]{4}-[0-9T:.-]+Z/).flatMap { WireDate.date(from: String($0.output)) }
    }

    /// Such as `2026-11-23T09-00-00.120Z`: no colon, which some file systems do not take.
    static func stamp(_ date: Date) -> String { WireDate.text(of: date).replacing(":", with: "-") }
}
