import ArgumentParser

/// The one executable: broker, desk, sandbox and demo.
@main
struct Ringside: AsyncParsableCommand {
    static let version = "0.1.0"
    static let configuration = CommandConfiguration(
        commandName: "ringside",
        abstract: "Tells a contact-centre agent who is calling before the second ring.",
        version: version,
        subcommands: [DeskCommand.self, DemoCommand.self, ServeCommand.self, SandboxCommand.self],
        defaultSubcommand: DeskCommand.self)
}
