import ArgumentParser
import Operations

extension CheckCommand {
    /// Prints the configuration as a broker would take it; 1 where it is refused.
    func printConfiguration(_ environment: [String: String]) throws {
        let flags = [
            LoadedConfiguration.Flag.path("--state", key: "state_directory", state),
            .path("--socket", key: "desk_listener.socket", socket),
            .path("--token-file", key: "platform_listener.token_file", tokenFile),
        ].compactMap(\.self)
        do throws(ConfigurationFailure) {
            print(try LoadedConfiguration.load(config, environment: environment, flags: flags).yaml, terminator: "")
        } catch {
            say("\(error)")
            throw ExitCode(1)
        }
    }
}
