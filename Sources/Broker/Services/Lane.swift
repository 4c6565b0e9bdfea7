import FoundationEssentials
import Identity
import Logging
import ServiceLifecycle
import Synchronization

/// Does the jobs of one lane: most urgent first, so many at once, and nothing while the source is down but a probe.
package final class Lane: Service {
    /// Jobs of one lane at once; more waits in the journal.
    static let concurrency = 32
    /// Places that only switches may take: behind a full lane, an agent would wait for everybody else.
    static let reserved = 4
    /// The longest rest: what nobody rang for is found then.
    static let rest: TimeInterval = 5
    /// While the source is down, so many jobs that nobody has told of it are run at once, and the next ones after a pause
    /// in seconds: at the end of a busy second there are a thousand, and lookups go first.
    static let telling = (most: 4, pause: 0.025)
    /// Where there were none, the next look is that far away.
    static let lookingAgain: TimeInterval = 1

    private let lane: Job.Lane
    private let parts: BrokerParts
    private let busy = Mutex<Set<CallID>>([])
    private let nextTelling = Mutex(Date.distantPast)
    private let probing = Mutex<Set<SourceName>>([])

    /// A lane of the broker.
    package init(_ lane: Job.Lane, parts: BrokerParts) {
        self.lane = lane
        self.parts = parts
    }

    /// Works until shutdown; what is in flight then is done again after the next start.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await self.work() }
    }

    @concurrent private func work() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let jobs = await jobsToStart()
                for job in jobs {
                    busy.withLock { _ = $0.insert(job.call) }
                    group.addTask {
                        await Urgency.$current.withValue(Urgency(priority: job.priority)) { await self.carryOut(job) }
                    }
                }
                for probe in jobs.isEmpty ? probesToStart() : [] {
                    group.addTask { await Urgency.$current.withValue(.rest) { await self.carryOut(probe) } }
                }
                await parts.bells[lane].wait(atMost: await pause(started: jobs.count), parts.ambience)
            }
            group.cancelAll()
        }
    }

    private var health: SourceHealth? {
        switch lane {
        case .crm: parts.crms[0].health()
        case .erp: parts.erp?.health()
        case .platform, .interaction: parts.platform.health()
        // With several CRMs one that is down says nothing about a job for another: it fails at once and waits for its probe.
        case .summary: parts.crms.count == 1 ? parts.crms[0].health() : nil
        }
    }

    /// A source that is down gets one probe when its time has come; jobs that nobody has told of the outage yet are run
    /// as well: they fail at once and say so on the screen.
    private func jobsToStart() async -> [Job] {
        let (now, busy) = (parts.ambience.now(), busy.withLock { $0 })
        let room = Self.concurrency - busy.count
        guard room > 0 else { return [] }
        guard let health, health.state == .down else { return await due(now, room, busy) }
        if busy.isEmpty, health.nextProbeAt ?? now <= now { return await due(now, 1, busy) }
        return await untold(now, room, busy)
    }

    /// Under load every lookup and every finished job rings, and each look into the journal costs: the next one is a
    /// while away.
    ///
    /// What nobody was told of was due before the outage, so it comes before all that was tried since.
    private func untold(_ now: Date, _ room: Int, _ busy: Set<CallID>) async -> [Job] {
        // A timer may wake a hair before its time by the other clock.
        guard nextTelling.withLock({ $0 <= now.addingTimeInterval(0.002) }) else { return [] }
        let jobs = await due(now, min(room, Self.telling.most), busy).filter { $0.attempts == 0 }
        let pause = jobs.isEmpty ? Self.lookingAgain : Self.telling.pause
        nextTelling.withLock { $0 = now.addingTimeInterval(pause) }
        return jobs
    }

    /// Sources that are down, may be asked, and have nobody who asks them: not every CRM is one of a lane's.
    private func probesToStart() -> [Probe] {
        let now = parts.ambience.now()
        guard busy.withLock({ $0.isEmpty }) else { return [] }
        return parts.probes(lane).filter { probe in
            let health = probe.source.health()
            guard health.state == .down, let next = health.nextProbeAt, next <= now else { return false }
            return probing.withLock { $0.insert(health.name).inserted }
        }
    }

    private func carryOut(_ probe: Probe) async {
        // What came of it is the breaker's to know, and it knows.
        try? await probe.ask()
        // Nobody rings: whoever is told that the source is back does.
        probing.withLock { _ = $0.remove(probe.source.health().name) }
    }

    private func due(_ now: Date, _ limit: Int, _ busy: Set<CallID>) async -> [Job] {
        do throws(JournalFailure) {
            let jobs = try await parts.agenda.due(lane, at: now, limit: limit, except: busy)
            let open = max(0, Self.concurrency - Self.reserved - busy.count)
            return jobs.enumerated().filter { $0.offset < open || $0.element.priority == 0 }.map(\.element)
        } catch {
            parts.logger.warning("The journal can't be read for jobs", metadata: ["failure": "\(error)"])
            return []
        }
    }

    /// Until the next job falls due, or the next probe; a finished job rings before that.
    private func pause(started: Int) async -> Duration {
        guard busy.withLock({ $0.count }) < Self.concurrency - Self.reserved else { return .seconds(Self.rest) }
        let now = parts.ambience.now()
        if let health, health.state == .down {
            // Those just told ring before the next ones' time has come.
            let telling = nextTelling.withLock { $0.timeIntervalSince(now) }
            if started > 0 || (0...Self.telling.pause).contains(telling) { return .seconds(Self.telling.pause) }
            // A probe that is due was started, or has nothing to ask for: whoever brings a job rings.
            let probe = health.nextProbeAt.map { $0.timeIntervalSince(now) } ?? Self.rest
            return .seconds(probe > 0 ? min(Self.rest, probe) : Self.rest)
        }
        let next = (try? await parts.agenda.nextDue(lane)) ?? .distantFuture
        // Due but not started: its call is busy; the bell tells when that changes.
        let least = started > 0 ? 0.001 : 0.25
        return .seconds(min(Self.rest, max(least, next.timeIntervalSince(now))))
    }

    private func carryOut(_ job: Job) async {
        do throws(JournalFailure) {
            try await run(job)
        } catch {
            // The end of the house: done again after the next start.
            guard !Task.isCancelled else { return }
            parts.logger.warning("A job could not be journalled", metadata: ["lane": "\(lane)", "failure": "\(error)"])
            // Still due: not at once again, while the disk is full.
            try? await parts.ambience.sleep(.seconds(1))
        }
        busy.withLock { _ = $0.remove(job.call) }
        parts.bells[lane].ring()
    }

    private func run(_ job: Job) async throws(JournalFailure) {
        switch lane {
        case .crm: try await EnrichFromCRM.run(job, with: parts)
        case .erp: try await EnrichFromERP.run(job, with: parts)
        case .platform: try await SyncPlatform.run(job, with: parts)
        case .interaction: try await WriteInteraction.run(job, with: parts)
        case .summary: try await WriteSummary.run(job, with: parts)
        }
    }
}
