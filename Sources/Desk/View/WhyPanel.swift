import BrokerAPI
import FoundationEssentials
import Identity
import Screen

/// Why this person: the rule in words, the source, its age, how sure, who was next, and who was thought before.
func drawWhy(_ model: Model, _ call: CallView, _ scroll: Int, in area: Area, on frame: inout Frame) {
    frame.write("Why \(call.who)", in: area, line: 0, at: 1, width: area.columns - 2, Style(.title))
    drawRows(rows(of: whyLines(model, call), columns: area.columns), scroll, in: area.below(1), on: &frame)
    frame.focus(in: area, line: 0, at: 1)
}

struct WhyLine: Hashable {
    var label: String
    var text: String
    var role = Role.text
}

/// The same facts for the screen and for line mode.
func whyLines(_ model: Model, _ call: CallView) -> [WhyLine] {
    let identity = call.identity
    var lines = [WhyLine(label: "Decided", text: decided(call))]
    if let sure = identity.confidence {
        lines.append(WhyLine(label: "How sure", text: identity.words(for: sure), role: sure.role))
    }
    let source = (identity.source ?? "the call alone") + ", "
    let age =
        identity.resolvedBy == .crm
        ? Ages.ago(identity.asOf, model.now, since: call.startedAt) : Ages.ago(identity.asOf, model.now)
    lines.append(WhyLine(label: "Source", text: source + age))
    if let next = identity.runnerUp {
        let name = next.name.map { "\($0), " } ?? ""
        lines.append(WhyLine(label: "Runner-up", text: name + shortID(next.externalId, 24)))
    }
    if let memory = identity.override {
        let text =
            "chosen by \(memory.by) \(Ages.ago(memory.at, model.now)), \(counts(until: memory.expires, model.now))"
        lines.append(WhyLine(label: "Remembered", text: text))
    }
    if let phase1 = call.phase1Ms { lines.append(WhyLine(label: "Phase 1", text: "answered in \(Ages.took(phase1))")) }
    if let phase2 = call.phase2Ms {
        lines.append(WhyLine(label: "Phase 2", text: "CRM context after \(Ages.took(phase2))"))
    }
    return lines + historyLines(model, call)
}

/// How long a remembered choice still counts.
func counts(until expiry: Date, _ now: Date) -> String {
    expiry > now ? "counts for \(Ages.left(expiry.timeIntervalSince(now))) more" : "no longer counts"
}

private func decided(_ call: CallView) -> String {
    let identity = call.identity
    switch identity.resolvedBy {
    case .override: return "a choice made before decides for this number"
    case .recent: return "an earlier call of this number was matched"
    case .crm: return "the number is in the CRM; \(identity.rule?.sentence ?? "the only one")"
    case .phone where identity.phase == 1:
        return "by the number only, \(call.crm.state == .failed ? call.crmFailure : "the CRM has not answered")"
    case .phone: return "by the number only, nobody in the CRM has it"
    case .unknown: return "no number that could identify anybody"
    case .reconciled: return "found in the CRM after the call"
    case .switch:
        let reason = identity.reason.map { ", because: \($0)" } ?? ""
        return "\(identity.switchedBy)\(reason)"
    }
}

private func historyLines(_ model: Model, _ call: CallView) -> [WhyLine] {
    guard model.histories[call.callId] != nil else {
        return model.isLive ? [WhyLine(label: "Before", text: "reading the history…", role: .subtle)] : []
    }
    return [WhyLine(label: "", text: "Taken for, so far:", role: .muted)] + stepLines(model, call)
}

/// Whom the call was taken for; a step that says no more than the one before is not told again.
func stepLines(_ model: Model, _ call: CallView) -> [WhyLine] {
    (model.histories[call.callId] ?? []).reduce(into: []) { lines, step in
        let name = step.name.map { "\($0), " } ?? ""
        let text = "\(name)\(shortID(step.externalId, 24)), \(how(step))"
        guard lines.last?.text != text else { return }
        let role: Role = step.superseded ? .subtle : .text
        lines.append(WhyLine(label: Ages.moment(step.at, model.secondsFromGMT), text: text, role: role))
    }
}

/// By what a step came about, how sure that was, and whether it counted.
private func how(_ step: HistoryAnswer.Step) -> String {
    let sure = [step.confidence?.rawValue, step.rule?.sentence].compactMap(\.self).joined(separator: ", ")
    let reason = step.reason.map { ": \($0)" } ?? ""
    return step.resolvedBy.words(step.actor) + reason + (sure.isEmpty ? "" : " (\(sure))")
        + (step.superseded ? " – came late, not applied" : "")
}
