/// The control routes below `/_sandbox`.
struct ControlFace: Sendable {
    struct Refusal: Error {
        let status: Int
        let sentence: String

        init(_ sentence: String, status: Int = 400) {
            self.sentence = sentence
            self.status = status
        }
    }

    let people: LiveDirectory
    let platform: GenesysFace
    let cloud: ExternalContactsFace
    let crm: SalesforceFace
    let serviceNow: ServiceNowFace
    let tryton: TrytonFace
    let faults: FaultBoard
    let log: RequestLog
    let followUps: CallFollowUps
    let placer: CallPlacer
    let newCallID: @Sendable () -> String

    func answer(_ request: IncomingRequest) async -> Answer {
        do throws(Refusal) {
            switch (request.method, Array(request.segments.dropFirst())) {
            case ("PUT", ["faults"]): return try setFault(request)
            case ("GET", ["faults"]): return .json(200, faultList)
            case ("GET", ["requests"]): return .json(200, log.json)
            case ("GET", ["tasks"]): return .json(200, ["tasks": .array(crm.allTasks.map(\.json))])
            case ("GET", ["entries"]): return .json(200, ["entries": .array(serviceNow.entries.map(\.json))])
            case ("GET", ["notes"]): return .json(200, ["notes": .array(tryton.allNotes)])
            case ("POST", ["calls"]): return try await placeCall(request)
            case ("POST", ["people"]): return try addPeople(request)
            case ("POST", ["reset"]): return reset()
            default: throw Refusal("There is no such control route.", status: 404)
            }
        } catch {
            return .problem(error.status, error.sentence)
        }
    }

    private func body(_ request: IncomingRequest) throws(Refusal) -> ControlFields {
        let json: JSON
        do throws(JSONFailure) {
            json = try JSONReader.read(request.body)
        } catch {
            throw Refusal(error.description)
        }
        guard json.members != nil else { throw Refusal("The body is not a JSON object.") }
        return ControlFields(json: json)
    }

    private func setFault(_ request: IncomingRequest) throws(Refusal) -> Answer {
        let fields = try body(request)
        try fields.allow(["system", "mode", "latencyMs", "rate"])
        let system: SandboxSystem = try fields.choice("system")
        let mode: FaultMode = try fields.choice("mode")
        let latency = try fields.milliseconds("latencyMs")
        faults.set(Fault(mode: mode, latency: latency, rate: try fields.rate()), on: system)
        return .json(200, faultList)
    }

    private var faultList: JSON {
        let rows = SandboxSystem.allCases.map { system -> JSON in
            let fault = faults.fault(on: system)
            return [
                "system": .string(system.rawValue), "mode": .string(fault.mode.rawValue),
                "latencyMs": fault.latency.map { .integer(Int($0 / .milliseconds(1))) } ?? .null,
                "rate": .number(String(fault.rate)),
            ]
        }
        return ["faults": .array(rows)]
    }

    private func placeCall(_ request: IncomingRequest) async throws(Refusal) -> Answer {
        let call = try body(request).call(newCallID: newCallID)
        do throws(PlacingFailure) {
            let placed = try await placer.place(call)
            return .json(
                200,
                [
                    "callId": .string(call.callID), "externalId": .text(placed.externalID),
                    "lookupMs": .integer(Int((placed.lookupTime / .milliseconds(1)).rounded())),
                ]
            )
        } catch {
            switch error {
            case .noBroker: throw Refusal("No broker is set: start with --broker URL --token-file FILE.", status: 503)
            case .busy:
                throw Refusal("\(CallFollowUps.most) calls have events to come; no more are placed.", status: 503)
            }
        }
    }

    private func addPeople(_ request: IncomingRequest) throws(Refusal) -> Answer {
        let entry = try body(request).json
        do throws(PeopleError) {
            let ids = try people.add(entry)
            return .json(201, ["accounts": .array(ids.map(JSON.string))])
        } catch {
            throw Refusal("\(error).")
        }
    }

    /// As after a start: people, records, sessions, faults, log.
    ///
    /// Placed calls send no more events.
    private func reset() -> Answer {
        followUps.reset()
        people.reset()
        platform.reset()
        cloud.reset()
        crm.reset()
        serviceNow.reset()
        tryton.reset()
        faults.clear()
        log.clear()
        return .json(200, ["reset": true])
    }
}
