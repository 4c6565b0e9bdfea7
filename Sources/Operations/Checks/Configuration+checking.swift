extension Configuration {
    /// Reads the configuration as a broker would, and says all that is wrong with it.
    package static func check(
        _ given: String?,
        environment: [String: String],
        system: String = systemFile
    ) -> (configuration: Configuration?, findings: [Finding]) {
        do throws(ConfigurationFailure) {
            let configuration = try read(given, environment: environment, system: system)
            let files = given.map { [$0] } ?? usualFiles(environment, system).filter(PlainFile.exists)
            let read = files.isEmpty ? "no file: the defaults" : files.joined(separator: ", then ")
            return (configuration, [Finding("configuration", .ok, read)])
        } catch {
            return (nil, error.refusals.map { Finding("configuration", $0) })
        }
    }
}
