import ArgumentParser
import Broker
import BrokerAPI
import FoundationEssentials
import Operations
import Store

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup in the place of the journal, which is moved aside.",
        discussion: """
            Only while no broker runs. The backup is checked on a copy first, whole and with the keys: one that is no good \
            changes nothing. The journal that was there is never deleted; delete it when it is not needed any more, for \
            what the retention and ringside forget erase stays in it.
            """
    )

    @Argument(help: "The backup.")
    var file: String?
    @Flag(help: "Moves the journal aside, so that the next start begins an empty one: where there is no backup.")
    var empty = false
    @OptionGroup var admin: AdminOptions

    func validate() throws {
        guard (file == nil) == empty else { throw ValidationError("expected either a backup's FILE or --empty") }
    }

    func run() async throws {
        do {
            let configuration = try admin.configuration()
            let (state, keys) = try admin.journalsPlace(configuration, needingKeys: !empty)
            let restoring = Restoring(directory: state.path, keys: keys, now: Ambience.live.now())
            if let file {
                tell(try restoring.restore(URL(filePath: file, directoryHint: .notDirectory).standardizedFileURL.path))
            } else {
                tell(try restoring.beginAnew())
            }
        } catch {
            throw refuse(error)
        }
    }

    private func tell(_ outcome: Restoring.Outcome) {
        let moment = outcome.madeAt.map { ", as it was at \(WireDate.text(of: $0))" } ?? ""
        print("The backup is the journal now\(moment).")
        if let aside = outcome.movedAside { print("The journal that was there is \(aside); nothing deletes it.") }
        say("What was erased after the backup was made is in the journal again: erase it again.")
    }

    private func tell(_ aside: String?) {
        guard let aside else { return print("There is no journal; the next start begins one.") }
        print("The journal that was there is \(aside); nothing deletes it. The next start begins an empty one.")
    }
}
