package import FoundationEssentials

extension Call {
    /// Puts the call on an account that the CRM has confirmed.
    ///
    /// `before` is the number's memory until now, `override` the new one where the switch is remembered.
    package mutating func `switch`(
        to account: Account,
        source: SourceName,
        actor: Actor,
        reason: PersonalText,
        at: Date,
        remembering override: Override?,
        before: Override?
    ) -> [IdentityStep] {
        let previous = identity
        switches += 1
        undo = UndoPoint(
            identity: identity,
            crm: crm,
            erp: erp,
            override: before,
            overrideStored: override != nil
        )
        identity = Identification(account: account, phase: 2, resolvedBy: .switch, source: source, asOf: at)
        identity.actor = actor
        identity.reason = reason
        identity.override = override
        identity.confidence = isSwitchboard ? .ambiguous : .certain
        if !previous.externalID.isProxy {
            identity.runnerUp = AccountReference(externalID: previous.externalID, name: previous.name)
        }
        admit(account)
        setContext(account, source: source, at: at, took: nil)
        note("switched", "switched to \(account.name.text) by \(actor.inWords): \(reason.text)", at: at)
        return [IdentityStep(at: at, identity: identity)]
    }

    /// Somebody tried to switch to what is no account: the call stays as it is, and whoever reads along may know.
    package mutating func refuseSwitch(to account: ExternalID?, by actor: Actor, at: Date) {
        let what = account.map { "to \($0.text): no such account" } ?? "to what is no account number"
        note("refused", "\(actor.inWords) was refused a switch \(what)", at: at)
    }

    /// Takes the latest switch back; nil where there is none.
    package mutating func undoSwitch(by actor: Actor, at: Date) -> [IdentityStep]? {
        guard let point = undo else { return nil }
        identity = point.identity
        crm = point.crm
        erp = point.erp
        sync = SyncStatus()
        undo = nil
        undos += 1
        note("undone", "switch undone by \(actor.name ?? actor.id)", at: at)
        var step = identity
        step.actor = actor
        step.asOf = at
        return [IdentityStep(at: at, identity: step)]
    }

    /// The CRM's late list shows a switchboard that the switch could not know of; nil where there is nothing to think again.
    ///
    /// Its memory stays, as a switchboard's, where it was asked for; else the one before it comes back.
    package mutating func rethinkMemory(at: Date) -> RethoughtMemory? {
        guard identity.resolvedBy == .switch, isSwitchboard else { return nil }
        identity.confidence = .ambiguous
        guard let own = identity.override, !own.isSwitchboard else { return nil }
        guard !own.wasAskedFor else {
            let kept = own.asSwitchboard
            identity.override = kept
            return .kept(kept)
        }
        let before = undo?.override
        identity.override = nil
        undo = undo?.withoutMemory
        note("override", "\(peopleOnNumber) people have this number: the choice is not remembered", at: at)
        return .givenBack(before)
    }
}

/// What becomes of a switch's memory once its number proves to be a switchboard's.
package enum RethoughtMemory: Hashable, Sendable {
    /// It stays, and says that it is a switchboard's.
    case kept(Override)
    /// It goes; the one before it, where there was one, counts again.
    case givenBack(Override?)
}

extension UndoPoint {
    fileprivate var withoutMemory: UndoPoint {
        UndoPoint(identity: identity, crm: crm, erp: erp, override: nil, overrideStored: false)
    }
}

extension Actor {
    fileprivate var inWords: String { name ?? (role == .flow ? "the phone menu" : id) }
}
