import CNcurses
import Glibc
import Screen

extension TerminalDriver {
    /// Sleeps until a key, a signal, one of the descriptors or the time; nil waits for ever.
    ///
    /// Returns all that is there, in order. It may return early with nothing, never late.
    package func wait(also wakeDescriptors: [Int32], milliseconds: Int?) -> [Input] {
        if !pending.isEmpty { return takePending() }
        let timeout =
            [milliseconds, patienceLeft].compactMap(\.self).min().map { Int32(clamping: max(0, $0)) } ?? -1
        var descriptors = ([cn_tty(), cn_signals()] + wakeDescriptors).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        var ready = poll(&descriptors, nfds_t(descriptors.count), timeout)
        // Interrupted by a signal: its byte is in the pipe by now.
        if ready < 0 { ready = poll(&descriptors, nfds_t(descriptors.count), 0) }
        if ready < 0 { return [] }
        if descriptors[1].revents != 0 { handleSignals() }
        if descriptors[0].revents != 0 {
            readKeys(descriptors[0].revents)
        } else if let left = patienceLeft, left <= 0 {
            pending += decoder.giveUp()
        }
        for descriptor in descriptors.dropFirst(2) where descriptor.revents != 0 {
            pending.append(.wake(descriptor: descriptor.fd))
        }
        return takePending()
    }

    /// Milliseconds that are left for the rest of a sequence, however often something else wakes us meanwhile.
    private var patienceLeft: Int? {
        decoder.expectsAnswer = awaitsAnswer && opened.duration(to: .now) < .seconds(2)
        guard let patience = decoder.patience else { return nil }
        let waited = lastRead.duration(to: .now) / .milliseconds(1)
        return Int((Double(patience) - waited).rounded(.up))
    }

    private func takePending() -> [Input] {
        defer { pending = [] }
        return pending
    }

    private func readKeys(_ events: Int16) {
        guard events & Int16(POLLHUP | POLLERR | POLLNVAL) == 0 else { return pending.append(.vanished) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(cn_tty(), &bytes, bytes.count)
        if count > 0 {
            lastRead = .now
            let inputs = decoder.decode(bytes[..<count])
            if inputs.contains(.background(nil)) { awaitsAnswer = false }
            pending += inputs
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            pending.append(.vanished)
        }
    }

    private func handleSignals() {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(cn_signals(), &bytes, bytes.count)
        guard count > 0 else { return }
        // A drag of the window's edge sends dozens; one answer each is enough.
        var seen: Set<Int32> = []
        for signal in bytes[..<count].map(Int32.init) where seen.insert(signal).inserted { handle(signal) }
    }

    private func handle(_ signal: Int32) {
        switch signal {
        case SIGWINCH:
            if let size = adoptWindowSize() { pending.append(.resized(size)) }
        case SIGTSTP:
            suspend()
        case SIGUSR1, SIGUSR2:
            if !pending.contains(.reload) { pending.append(.reload) }
        case SIGCONT:
            cn_reenter()
            noteResumed()
        default:
            pending.append(.interrupted(signal: signal))
        }
    }
}
