import Synchronization

/// A value that tests share between tasks.
final class Protected<Value: Sendable>: Sendable {
    private let box: Mutex<Value>

    init(_ value: Value) { box = Mutex(value) }

    var value: Value { box.withLock { $0 } }

    func change(_ change: @Sendable (inout Value) -> Void) { box.withLock { change(&$0) } }
}
