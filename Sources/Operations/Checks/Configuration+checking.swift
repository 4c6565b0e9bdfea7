extension Configuration {
    /// Reads the configuration as a broker would, and says all that is wrong with it; a named file that can't be read at all
    /// leaves nothing to look at.
    package static func check(
        _ given: String?,
        environment: [String: String],
        system: String = systemFile
    ) throws(Refusal) -> (configuration: Configuration?, findings: [Finding]) {
        if let given { _ = try PlainFile.read(given) }
        do throws(ConfigurationFailure) {
            let configuration = try read(given, environment: environment, system: system)
            let files = given.map { [$0] } ?? usualFiles(environment, system).filter(PlainFile.exists)
            let variables = environment.count { EnvironmentName.meaning(of: $0.key) != nil && !$0.value.isEmpty }
            let read = files.isEmpty ? "no file: the defaults" : files.joined(separator: ", then ")
            let over = variables == 0 ? "" : ", and \(variables) of the environment over it"
            return (configuration, [Finding("configuration", .ok, read + over)])
        } catch {
            return (nil, error.refusals.map { Finding("configuration", $0) })
        }
    }
}
