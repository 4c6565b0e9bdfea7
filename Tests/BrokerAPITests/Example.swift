import BrokerAPI
import Foundation

/// The call of the interface's description, one value taken where it lists several.
enum Example {
    static let call = #"""
        {"callId":"abc-123","direction":"inbound","state":"connected","queueId":"q","queueName":"Billing","userId":"u",
         "agentName":"R. Ortiz","number":"+1•••••••999","startedAt":"2026-11-23T09:00:00.120Z","answeredAt":null,"endedAt":null,
         "identity":{"externalId":"CRM:500245678","name":"John Doe","email":"j•••@example.com","phase":2,
           "resolvedBy":"override","rule":"open-case","confidence":"likely","source":"salesforce",
           "asOf":"2026-11-23T09:00:00.932Z","actor":{"id":"u2","name":"R. Ortiz","role":"agent"},"reason":null,
           "runnerUp":{"externalId":"CRM:500245679","name":"John Doe Business"},
           "override":{"by":"R. Ortiz","at":"2026-11-20T09:00:00.000Z","expires":"2026-12-20T09:00:00.000Z"}},
         "crm":{"state":"ready","source":"salesforce","caseId":"CASE-99812","caseStatus":"open",
           "caseSubject":"Router keeps restarting","loyaltyTier":"Gold","accountName":"John Doe","tookMs":812,
           "asOf":"2026-11-23T09:00:00.932Z","error":null,"nextRetryAt":null},
         "erp":{"state":"failed","source":"sap","accountStatus":"Active","balanceDue":{"amount":"42.10","currency":"USD"},
           "overdue":{"amount":"0.00","currency":"USD"},"creditHold":false,"tookMs":1204,
           "asOf":"2026-11-23T09:00:02.136Z","error":"down (503)","nextRetryAt":"2026-11-23T09:00:03.000Z"},
         "candidates":[{"digit":1,"externalId":"CRM:500245678","name":"John Doe","kind":"personal","tier":"Gold",
           "caseId":"CASE-99812","erp":null}],
         "sync":{"state":"pending","attempts":1,"error":null,"nextRetryAt":null,"confirmedAt":null},
         "timeline":[{"at":"2026-11-23T09:00:00.120Z","kind":"identified","text":"known by number, 4 calls before","tookMs":12}],
         "interaction":{"callbackRequested":"true"},"previousInteractionCount":4,"orphan":false,
         "undo":{"to":"CRM:500245679","until":null},"phase1Ms":12,"phase2Ms":1840}
        """#

    /// A call of which hardly anything is known.
    static let bareCall = #"""
        {"callId":"x","direction":"outbound","state":"dialing","startedAt":"2026-11-23T09:00:00Z",
         "identity":{"externalId":"UNKNOWN:x","phase":2,"resolvedBy":"unknown","asOf":"2026-11-23T09:00:00Z"},
         "crm":{"state":"missing"},"erp":{"state":"missing"},"candidates":[],
         "sync":{"state":"confirmed","attempts":1},"timeline":[],"interaction":{},"previousInteractionCount":0,"orphan":true}
        """#

    static let me = #"""
        {"uid":1001,"agentId":"u2","name":"R. Ortiz","role":"agent","scope":"own","may":["switch","undo","reveal"]}
        """#

    static let source = #"""
        {"name":"salesforce","role":"crm","state":"slow","since":"2026-11-23T08:00:00.000Z","p50Ms":120,"p99Ms":900,
         "nextProbeAt":null}
        """#

    static let stats = #"""
        {"since":"2026-11-23T00:00:00.000Z","calls":12,"waiting":1,"longestWaitMs":4200,"handled":7,"averageHandleMs":181000,
         "byTier":[{"tier":"Gold","handled":5,"averageHandleMs":180000},{"tier":null,"handled":2,"averageHandleMs":183500}],
         "identified":{"phase1":12,"phase2":11,"ambiguous":1,"orphans":2,"switched":3,"undone":1},
         "sync":{"pending":1,"retrying":2,"failed":0},"sources":[]}
        """#

    static let readStats = StatsView(
        since: WireDate.date(from: "2026-11-23T00:00:00Z") ?? .distantPast,
        calls: 12,
        waiting: 1,
        longestWaitMs: 4200,
        handled: 7,
        averageHandleMs: 181_000,
        byTier: [
            StatsView.Tier(tier: "Gold", handled: 5, averageHandleMs: 180_000),
            StatsView.Tier(tier: nil, handled: 2, averageHandleMs: 183_500),
        ],
        identified: StatsView.Identified(phase1: 12, phase2: 11, ambiguous: 1, orphans: 2, switched: 3, undone: 1),
        sync: StatsView.Sync(pending: 1, retrying: 2, failed: 0),
        sources: []
    )

    static let customer = #"""
        {"id":"c-1","externalId":"CRM:500245678","name":"John Doe","email":null,"data":{"loyaltyTier":"Gold"}}
        """#

    static var snapshot: String {
        """
        {"calls":[\(call)],"me":\(me),"sources":[\(source)],
         "broker":{"version":"1.0.0","startedAt":"2026-11-23T07:00:00.000Z"}}
        """
    }
}

/// JSON by value: order of keys and spelling of numbers do not matter.
func value(_ json: some DataProtocol) throws -> NSObject {
    let read = try JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)
    return read as? NSObject ?? NSNull()
}
