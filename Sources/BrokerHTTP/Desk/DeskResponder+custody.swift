import Broker
import BrokerAPI
import FoundationEssentials
import NIOCore

extension DeskResponder {
    func keys() async throws(Problem) -> Answer {
        let custody = parts.custody
        let keys = try await journal { () throws(JournalFailure) in try await RotateKeys.status(with: custody) }
        return .json(KeysAnswer(keys: keys.map { KeyView($0) }))
    }

    /// The new key is kept before the first line.
    func rotation() async throws(Problem) -> RunningAnswer<RotationLine> {
        guard parts.rotating.take() else {
            throw Problem(.conflict, status: 409, detail: "Keys are being rotated already.")
        }
        let custody = parts.custody
        do throws(KeyFailure) {
            let isResumed = try await RotateKeys.begin(with: custody)
            return RunningAnswer(turn: parts.rotating) { tell in
                do throws(KeyFailure) {
                    let outcome = try await RotateKeys.finish(resumed: isResumed, with: custody) {
                        tell(RotationLine($0))
                    }
                    return RotationLine(outcome)
                } catch {
                    return RotationLine(problem: Problem(error))
                }
            }
        } catch {
            parts.rotating.giveBack()
            throw Problem(error)
        }
    }

    /// Whoever gets the answer gives the turn back.
    func backup(_ body: ByteBuffer) async throws(Problem) -> RunningAnswer<BackupLine> {
        let path = try body.json(BackupRequest.self).path
        guard path.hasPrefix("/"), !path.utf8.contains(0), path.unicodeScalars.count <= 1_000 else {
            throw .field("path", "must be a path from the root, of 1,000 characters at most")
        }
        let custody = parts.custody
        do throws(BackupFailure) { try await custody.backups.check(path) } catch { throw Problem(error) }
        guard parts.copying.take() else {
            throw Problem(.conflict, status: 409, detail: "A backup is being made already.")
        }
        return RunningAnswer(turn: parts.copying) { tell in
            do throws(BackupFailure) {
                return BackupLine(try await BackUp.run(to: path, with: custody) { tell(BackupLine($0)) })
            } catch {
                return BackupLine(problem: Problem(error))
            }
        }
    }
}
