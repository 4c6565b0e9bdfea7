import BrokerAPI
import Identity
import FoundationEssentials
import Screen

/// The platform's own record, as it was when it was read, and where it differs from what the desk shows.
func drawRecord(_ model: Model, _ call: CallView, _ scroll: Int, in area: Area, on frame: inout Frame) {
    frame.write("The platform's record", in: area, line: 0, at: 1, Style(.title))
    if case .read(_, let at) = model.records[call.callId] {
        let age = "read \(Ages.ago(at, model.now))"
        frame.write(age, in: area, line: 0, width: area.columns - 1, right: 18, Style(.muted))
    }
    drawRows(rows(of: recordLines(model), columns: area.columns), scroll, in: area.below(1), on: &frame)
    frame.focus(in: area, line: 0, at: 1)
}

/// The record's fields; first of all, whether it is the one that the call is on.
func recordLines(_ model: Model) -> [WhyLine] {
    guard let call = model.openCall, let reading = model.records[call.callId] else { return [] }
    switch reading {
    case .asked: return [WhyLine(label: "", text: "asking the platform…", role: .subtle)]
    case .failed(let reason): return [WhyLine(label: "", text: "can't be read: \(reason)", role: .error)]
    case .read(let record, _): return [verdict(record, call)] + fields(record, call)
    }
}

private func verdict(_ record: CustomerView, _ call: CallView) -> WhyLine {
    guard record.externalId != call.identity.externalId else {
        return WhyLine(label: "Agrees", text: "yes, it is on the same account", role: .ok)
    }
    let meanwhile =
        switch call.sync.state {
        case .pending, .retrying: "the change is on its way"
        case .failed: "the change failed: \(call.sync.error ?? "unknown why")"
        case .confirmed: "it was changed since, or elsewhere"
        }
    return WhyLine(label: "Agrees", text: "no, it is on another account; \(meanwhile)", role: .warning)
}

private func fields(_ record: CustomerView, _ call: CallView) -> [WhyLine] {
    let data = [
        ("Case", record.data["crmCaseId"]), ("Account", record.data["erpAccountStatus"]),
        ("Tier", record.data["loyaltyTier"]), ("Calls", record.data["previousInteractionCount"]),
    ]
    let facts =
        [("Account ID", shortID(record.externalId, 40)), ("Name", record.name), ("E-mail", record.email)] + data
    return facts.map { label, value in
        WhyLine(label: label, text: value ?? "–", role: value == nil ? .subtle : .text)
    } + [WhyLine(label: "Record", text: record.id, role: .muted)]
}
