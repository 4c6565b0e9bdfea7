package import Feed
package import Identity
package import Logging

/// What can be told of: a call's change, a source's health, a sentence for everybody.
///
/// Indirect, since a call is a large value, and this one passes through many hands.
package indirect enum Announcement: Sendable {
    case call(ChangeKind, Call)
    case source(SourceHealth)
    /// These calls are to be forgotten; those that a desk may still show are off the feed.
    case erased(Set<CallID>, onFeed: [CallID])
    case notice(level: NoticeLevel, text: String)
}

/// How grave a notice is.
package enum NoticeLevel: String, Sendable {
    case info
    case warning
    case error
}

/// All that the use cases work with; the composition root makes it once.
package struct BrokerParts: Sendable {
    /// The journal of calls.
    package let journal: any Journal
    /// The journal as a to-do list.
    package let agenda: any Agenda
    /// The journal as a memory of switches.
    package let memory: any OverrideMemory
    /// The journal as an audit.
    package let audit: any AuditTrail
    /// The journal in numbers.
    package let figures: any StatisticsReading
    /// The journal as reports and reconciliation read it, and as something that forgets.
    package let records: any ReportReading & OrphanReading & Retention & PersonTraces
    /// The journal as something that is copied.
    package let backups: any BackupKeeping
    /// The journal's master keys.
    package let keys: any KeyKeeping
    /// The CRMs, each with its own prefix; the first is asked by number.
    package let crms: [any CRM]
    /// The ERP, where there is one.
    package let erp: (any ERP)?
    /// The contact-centre platform.
    package let platform: any Platform
    /// The platform as a memory of its calls; nil where it can't be asked.
    package let interactions: (any InteractionReading)?
    /// libphonenumber.
    package let phones: any PhoneNumberReading
    /// What may change while the broker runs.
    package let rules: Rulebook
    /// Time, chance and names.
    package let ambience: Ambience
    /// Static messages with metadata; nothing personal.
    package let logger: Logger
    /// What happened, for whoever tells the desks.
    package let news: FeedLog<Announcement>
    /// Look-ups of people, coalesced.
    package let enquiries: Enquiries
    /// Switches in flight, and refusals.
    package let guardian: SwitchGuard
    /// Calls that could not be journalled yet.
    package let spool: Spool
    /// Wakes the lanes.
    package let bells: LaneBells
    /// Counts calls.
    package let tally: Tally
    /// One write at a time for each customer record.
    package let customers = KeyedGate()
    /// One reconciliation at a time.
    package let reconciling = Turn()
    /// One rotation of keys at a time.
    package let rotating = Turn()
    /// One backup at a time.
    package let copying = Turn()
    /// One purge at a time.
    package let purging = Turn()
    /// The latest decision of each customer.
    package let book = CustomerBook()
    /// Calls that no late event brings back.
    package let erased = ErasedCalls()

    /// The parts.
    ///
    /// There must be at least one CRM.
    package init(
        journal: any Journal,
        agenda: any Agenda,
        memory: any OverrideMemory,
        audit: any AuditTrail,
        figures: any StatisticsReading,
        records: any ReportReading & OrphanReading & Retention & PersonTraces,
        backups: any BackupKeeping,
        keys: any KeyKeeping,
        crms: [any CRM],
        erp: (any ERP)?,
        platform: any Platform,
        interactions: (any InteractionReading)? = nil,
        phones: any PhoneNumberReading,
        staff: Staff,
        policy: Policy,
        ambience: Ambience,
        logger: Logger,
        news: FeedLog<Announcement>,
        enquiries: Enquiries,
        bells: LaneBells,
        tally: Tally
    ) {
        self.journal = journal
        self.agenda = agenda
        self.memory = memory
        self.audit = audit
        self.figures = figures
        self.records = records
        self.backups = backups
        self.keys = keys
        self.crms = crms
        self.erp = erp
        self.platform = platform
        self.interactions = interactions
        self.phones = phones
        rules = Rulebook(policy: policy, staff: staff)
        self.ambience = ambience
        self.logger = logger
        self.news = news
        self.enquiries = enquiries
        self.bells = bells
        self.tally = tally
        guardian = SwitchGuard()
        spool = Spool()
    }

    /// The desks, as they are now.
    package var staff: Staff { rules.staff }
    /// The configuration, as it is now.
    package var policy: Policy { rules.policy }

    /// The CRM of an external ID's prefix.
    func crm(of id: ExternalID) -> (any CRM)? { crms.first { $0.prefix == id.system } }

    /// An external ID in the form that its CRM gives it.
    package func canonical(_ id: ExternalID) -> ExternalID { crm(of: id)?.canonical(id) ?? id }

    /// The health of all sources.
    package var sourceHealth: [SourceHealth] {
        crms.map { $0.health() } + (erp.map { [$0.health()] } ?? []) + [platform.health()]
    }
}
