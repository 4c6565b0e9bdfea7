extension PrometheusRegistry {
    /// A registry that says what each measure of ours is.
    package static func ringside() -> PrometheusRegistry {
        PrometheusRegistry(helps: Dictionary(uniqueKeysWithValues: Measure.all.map { ($0.name, $0.help) }))
    }
}
