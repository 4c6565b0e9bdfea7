import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import Testing

/// The files that an administrator of Genesys Cloud imports, rendered as the platform would, against the listener.
@Suite(.timeLimit(.minutes(1)))
struct TheDataActionsSpeakOurInterface {
    private struct Action: Decodable {
        struct Configuration: Decodable {
            struct Asked: Decodable {
                let requestUrlTemplate: String
                let requestType: String
                let requestTemplate: String
            }
            struct Answered: Decodable {
                let translationMap: [String: String]
                let translationMapDefaults: [String: String]
                let successTemplate: String
            }
            let request: Asked
            let response: Answered
        }
        struct Contract: Decodable {
            struct Schema: Decodable {
                let properties: [String: Property]
                let required: [String]?
            }
            struct Input: Decodable { let inputSchema: Schema }
            struct Output: Decodable { let successSchema: Schema }
            let input: Input
            let output: Output
        }
        /// A property is described with texts, or lists of them.
        enum Property: Decodable {
            case any
            init(from decoder: any Decoder) throws { self = .any }
        }

        let integrationType: String
        let actionType: String
        let secure: Bool
        let config: Configuration
        let contract: Contract

        /// The forms of Velocity that the files use: a reference, one that is silent where it is missing, an escape, and a
        /// condition.
        func body(_ inputs: [String: String]) -> String {
            var text = config.request.requestTemplate
            for name in contract.input.inputSchema.properties.keys {
                let value = inputs[name]
                if let start = text.firstRange(of: "#if(\"$!{input.\(name)}\" != \"\")") {
                    guard let end = text[start.upperBound...].firstRange(of: "#end") else { return "" }
                    let inner = String(text[start.upperBound..<end.lowerBound])
                    text.replaceSubrange(start.lowerBound..<end.upperBound, with: value == nil ? "" : inner)
                }
                let escaped = (value ?? "").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                    .replacing("\n", with: "\\n")
                text = text.replacing("$esc.jsonString(\"${input.\(name)}\")", with: escaped)
                    .replacing("$esc.jsonString(\"$!{input.\(name)}\")", with: escaped)
                    .replacing("$!{input.\(name)}", with: value ?? "")
            }
            return text
        }

        var path: String { config.request.requestUrlTemplate.replacing("${credentials.url}", with: "") }
    }

    private func text(_ name: String) throws -> String {
        let here = "Tests/BrokerHTTPTests/TheDataActionsSpeakOurInterface.swift"
        let there = "Sources/Connectors/Connectors.docc/Resources/genesys-cloud/\(name)"
        return try String(contentsOfFile: #filePath.replacing(here, with: there), encoding: .utf8)
    }

    private func action(_ name: String) throws -> Action {
        try JSONDecoder().decode(Action.self, from: Data(try text("action-\(name).json").utf8))
    }

    @Test("Each is what the platform imports", arguments: ["who-is-calling", "update-context", "deliver-event"])
    func form(_ name: String) throws {
        let action = try action(name)
        #expect((action.integrationType, action.actionType) == ("custom-rest-actions", "custom"))
        #expect(action.config.request.requestType == "POST")
        let inputs = action.contract.input.inputSchema
        #expect(Set(inputs.required ?? []).isSubset(of: inputs.properties.keys))
        let outputs = Set(action.contract.output.successSchema.properties.keys)
        #expect(Set(action.config.response.translationMap.keys) == outputs)
        #expect(Set(action.config.response.translationMapDefaults.keys) == outputs)
        for output in outputs { #expect(action.config.response.successTemplate.contains("${\(output)}")) }
    }

    @Test("A lookup and a switch, with all that may be said and with the least")
    func lookupAndSwitch() async throws {
        let bench = try Bench()
        let (lookup, update) = (try action("who-is-calling"), try action("update-context"))
        let least = ["callId": "c-1", "fromNumber": "+15550199999", "toNumber": "+15550190000", "type": "inbound"]
        let most = least.merging(["queueId": "q1", "userId": "u1", "verifiedEmail": "j@example.com"]) { $1 }
        try await bench.withPlatform { (platform: Exchanges) async throws -> Void in
            for inputs in [least, most] {
                let answer = try await platform.post(lookup.path, lookup.body(inputs))
                #expect(answer.status == 200, "\(answer.text)")
                for place in lookup.config.response.translationMap.values where place != "$.data.crmCaseId" {
                    let key = place.split(separator: ".").last.map(String.init) ?? ""
                    let mayBeMissing = ["name", "email", "erpAccountStatus", "loyaltyTier"].contains(key)
                    #expect(mayBeMissing || answer.text.contains("\"\(key)\""), "\(place)")
                }
            }
            let current = try await platform.post(lookup.path, lookup.body(least))
            let identity: FlatIdentity = try current.json()
            let plain = [
                "callId": "c-1", "newExternalId": "CRM:500245678", "reason": "He said \"mine\" \\ ours",
            ]
            let whole = plain.merging(["expectedExternalId": identity.externalId, "actorUserId": "u1"]) { $1 }
            for inputs in [whole, plain] {
                let answer = try await platform.post(update.path, update.body(inputs))
                #expect(answer.status == 200, "\(answer.text)")
                let switched: FlatIdentity = try answer.json()
                #expect(switched.externalId == "CRM:500245678")
            }
        }
    }

    @Test("An event, with what a topic fills")
    func event() async throws {
        let bench = try Bench()
        let deliver = try action("deliver-event")
        let time = "\(Int(Moment.start.timeIntervalSince1970 * 1000))"
        let inputs = [
            "topicName": "v2.detail.events.conversation.{id}.customer.end", "conversationId": "c-1", "eventTime": time,
            "mediaType": "VOICE", "disconnectType": "PEER", "ani": "tel:+15550199999",
        ]
        try await bench.withPlatform { (platform: Exchanges) async throws -> Void in
            let answer = try await platform.post(deliver.path, deliver.body(inputs))
            #expect(answer.status == 202, "\(answer.text)")
            let counted: EventsAnswer = try answer.json()
            #expect(counted == EventsAnswer(accepted: 1, duplicates: 0, ignored: 0))
        }
    }

    @Test("Triggers are for the topics that are read, and the workflow passes on all that the action takes")
    func triggers() throws {
        struct Trigger: Decodable { let topicName: String }
        let triggers = try JSONDecoder().decode([Trigger].self, from: Data(try text("triggers.json").utf8))
        let known = DetailEvent.Kind.allCases.map { "v2.detail.events.conversation.{id}.\($0.rawValue)" }
        #expect(Set(triggers.map(\.topicName)) == Set(known))
        let workflow = try text("workflow-deliver-event.yaml")
        for input in try action("deliver-event").contract.input.inputSchema.properties.keys where input != "topicName" {
            #expect(workflow.contains("name: Flow.\(input)\n"), "\(input)")
            #expect(workflow.contains("exp: Flow.\(input)\n"), "\(input)")
        }
    }
}
