import ArgumentParser
import Dispatch
import Glibc

/// The way in.
///
/// A desk runs on this thread alone; everything else on the usual pool.
@main
enum Entry {
    static func main() {
        // Whoever stops reading our output or our socket is told by the failing write, not by our death.
        signal(SIGPIPE, SIG_IGN)
        if let desk = (try? Ringside.parseAsRoot()) as? DeskCommand, desk.isAlone {
            do { try desk.runAlone() } catch { Ringside.exit(withError: error) }
        } else {
            runAsync()
        }
    }

    /// The root of all tasks: its end is the process's.
    ///
    /// Parses again, and says what is wrong with the arguments.
    private static func runAsync() -> Never {
        Task {
            await Ringside.main()
            Ringside.exit(withError: nil)
        }
        dispatchMain()
    }
}

/// The one executable: broker, desk, sandbox and demo.
struct Ringside: AsyncParsableCommand {
    static let version = "0.1.0"
    static let configuration = CommandConfiguration(
        commandName: "ringside",
        abstract: "Tells a contact-centre agent who is calling before the second ring.",
        version: version,
        subcommands: [
            DeskCommand.self, DemoCommand.self, ServeCommand.self, SandboxCommand.self, SimulateCommand.self,
            CheckCommand.self,
            ReconcileCommand.self, ReportCommand.self, KeysCommand.self, OverridesCommand.self, BackupCommand.self,
            RestoreCommand.self, PurgeCommand.self, ForgetCommand.self, ExportCommand.self, ThemesCommand.self,
        ],
        defaultSubcommand: DeskCommand.self
    )
}
