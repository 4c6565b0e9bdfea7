import FoundationEssentials

/// Times as they are written on the screen.
enum Ages {
    /// `2:14`, `1:02:14`; never negative.
    static func clock(_ interval: TimeInterval) -> String {
        let seconds = whole(interval)
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let tail = two(seconds % 60)
        return hours > 0 ? "\(hours):\(two(minutes)):\(tail)" : "\(minutes):\(tail)"
    }

    /// `12 s`, `3 min`, `5 h`, `4 days`.
    static func rough(_ interval: TimeInterval) -> String {
        let seconds = whole(interval)
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min" }
        if seconds < 48 * 3600 { return "\(seconds / 3600) h" }
        return "\(seconds / 86400) days"
    }

    /// What is left of a time, as `rough` but for days: one that has begun counts whole.
    static func left(_ interval: TimeInterval) -> String {
        let seconds = whole(interval)
        return seconds < 48 * 3600 ? rough(interval) : "\((seconds + 86_399) / 86_400) days"
    }

    /// `12 s ago`.
    static func ago(_ date: Date, _ now: Date) -> String { "\(rough(now.timeIntervalSince(date))) ago" }

    /// The same for what a call is told: an answer from before the call is called kept, and has an age rather than a time.
    static func ago(_ date: Date, _ now: Date, since start: Date) -> String {
        // The platform's clock and ours need not be one.
        let isKept = start.timeIntervalSince(date) > 1
        return isKept ? "kept, \(rough(now.timeIntervalSince(date))) old" : ago(date, now)
    }

    /// Milliseconds as `<1 ms`, `812 ms`, `1.3 s` or `2 min`.
    static func took(_ milliseconds: Int) -> String {
        if milliseconds < 1 { return "<1 ms" }
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        if milliseconds < 60_000 { return "\(milliseconds / 1000).\(milliseconds / 100 % 10) s" }
        return "\(milliseconds / 60_000) min"
    }

    /// `09:01`, on a clock so far from UTC.
    static func minute(_ date: Date, _ secondsFromGMT: Int) -> String {
        let minutes = dayMilliseconds(date, secondsFromGMT) / 60_000
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// `since 09:01`, and the day where it is not today's.
    static func since(_ date: Date, _ now: Date, _ secondsFromGMT: Int) -> String {
        let beganToday = now.timeIntervalSince(date) * 1000 <= Double(dayMilliseconds(now, secondsFromGMT))
        let isYesterday = now.timeIntervalSince(date) < 86_400
        let day = beganToday ? "" : isYesterday ? "yesterday " : "\(rough(now.timeIntervalSince(date))) ago, "
        return "since \(day)\(minute(date, secondsFromGMT))"
    }

    /// `09:00:58.012`.
    static func moment(_ date: Date, _ secondsFromGMT: Int) -> String {
        let all = dayMilliseconds(date, secondsFromGMT)
        let milliseconds = String(1000 + all % 1000).dropFirst()
        return "\(minute(date, secondsFromGMT)):\(two(all / 1000 % 60)).\(milliseconds)"
    }

    private static func dayMilliseconds(_ date: Date, _ secondsFromGMT: Int) -> Int {
        let day = 86_400_000
        let seconds = date.timeIntervalSince1970 + Double(secondsFromGMT)
        guard abs(seconds) < 1e12 else { return 0 }
        let milliseconds = Int((seconds * 1000).rounded())
        return (milliseconds % day + day) % day
    }

    /// A difference of clocks is no reason to stop: what is absurd counts as nothing.
    private static func whole(_ interval: TimeInterval) -> Int {
        interval > 0 && interval < 1e12 ? Int(interval) : 0
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
