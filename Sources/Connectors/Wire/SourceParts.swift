package import Broker

/// What a connector of any kind is made with beside its configuration.
package struct SourceParts: Sendable {
    /// Shared by all; whoever made them shuts them down.
    package var connections: SourceConnections
    /// Reads the numbers of a system's records.
    package var phones: any PhoneNumberReading
    /// Clocks and chance.
    package var ambience: Ambience
    /// Told of each change of a source's state.
    package var onChange: SourceHealthObserver

    /// By default nobody is told.
    package init(
        connections: SourceConnections,
        phones: any PhoneNumberReading,
        ambience: Ambience,
        onChange: @escaping SourceHealthObserver = { _ in }
    ) {
        self.connections = connections
        self.phones = phones
        self.ambience = ambience
        self.onChange = onChange
    }
}
