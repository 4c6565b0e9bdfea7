import BrokerAPI
import FoundationEssentials
import Identity

extension Scene {
    /// What was measured in a scene.
    struct Facts: Sendable {
        /// The moment of the step.
        var now: Date
        /// As it was dialed.
        var number = ""
        var name = ""
        var externalID = ""
        /// Known from an earlier call before any system was asked.
        var isRemembered = false
        var lookupMilliseconds = 0
        var phase2Milliseconds = 0
        var naiveMilliseconds = 0
        var naiveGaveUp = false
        var verdicts: [String] = []
        /// What a command has printed.
        var printed: [String] = []
        /// The journal's files, and what they give away.
        var paper = PaperTrail()

        init(now: Date) { self.now = now }

        mutating func take(_ call: CallView) {
            name = call.identity.name ?? call.identity.externalId
            externalID = call.identity.externalId
            phase2Milliseconds = call.phase2Ms ?? 0
        }
    }
}
