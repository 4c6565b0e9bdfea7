package import Broker
import Identity

/// Compares this machine's clock with those of the sources, as their answers tell them.
package enum ClockCheck {
    /// A source's time is known to a second or two.
    private static let noticeable = Duration.seconds(5)
    /// What we sign lives for two minutes, and Salesforce takes three: beyond this, it is refused.
    private static let harmful = Duration.seconds(60)

    /// Nil where no source has told the time.
    package static func finding(_ sources: [SourceHealth]) -> Finding? {
        let told = sources.compactMap { source in source.skew.map { (source.name.rawValue, $0) } }
        guard !told.isEmpty else { return nil }
        let off = told.filter { magnitude($0.1) > noticeable }
        guard let worst = off.map({ magnitude($0.1) }).max() else {
            return Finding("clock", .ok, "agrees with \(told.map(\.0).joined(separator: ", ")) to \(words(noticeable))")
        }
        let sentence = off.map { "\(words(magnitude($0.1))) \($0.1 > .zero ? "behind" : "ahead of") \($0.0)" }
        return Finding(
            "clock",
            worst > harmful && isOurs(off.count, of: told.count) ? .wrong : .note,
            "this machine's is \(sentence.joined(separator: ", "))",
            mend: mend(isOurs: isOurs(off.count, of: told.count))
        )
    }

    /// Where half of the clocks disagree with ours, it is ours that is wrong.
    private static func isOurs(_ off: Int, of all: Int) -> Bool { off * 2 >= all }

    private static func mend(isOurs: Bool) -> String {
        isOurs
            ? "set it: `timedatectl set-ntp true`; with a wrong one signatures are refused and ages of answers are wrong"
            : "the other sources agree with ours: tell the administrator of this one"
    }

    private static func magnitude(_ duration: Duration) -> Duration { duration < .zero ? .zero - duration : duration }

    private static func words(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
