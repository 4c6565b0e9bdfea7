import Desk
import Screen

extension Scene {
    static let clickToDial = Scene(
        title: "7 Click to dial",
        opening: [
            .calm,
            .tell(
                .plain(
                    "R. Ortiz clicks on Jane Smith's number. The same lookup, the other way round: the customer is whom "
                        + "we call, not who calls."
                )
            ),
            .dial(jane, answerAfterMilliseconds: 5000), .until(.whole),
            .tell(
                .measured { facts in
                    "While it is dialing, \(facts.name) is on the screen with her open case: known after "
                        + "\(facts.lookupMilliseconds) ms."
                }
            ),
            .until(.talking), .picture("click-to-dial"),
            .tell(
                .plain(
                    "She answers. The callId of the click stays the call's own until its end: dialing counts into "
                        + "the handle time."
                )
            ),
        ]
    )

    static let afterCallWork = Scene(
        title: "8 Hang-up, after-call work, handle time",
        opening: [
            .calm, .tell(.plain("Colleagues have had calls. Now John Doe's: talk, hang-up, after-call work.")),
            .colleagues([jane, .number("+81312345678")]), .call(john, answerAfterMilliseconds: 300), .until(.whole),
            .until(.talking), .pass(milliseconds: 5000), .hangUp, .until(.wrappingUp),
            .tell(
                .plain(
                    "He has hung up, and R. Ortiz still writes: after-call work. The trap is to ignore the callId; "
                        + "it alone ties this end to its beginning."
                )
            ),
            .pass(milliseconds: 3000), .wrapUp, .until(.over), .run(.report),
            .show { typed("ringside report handle-time --by tier", $0.printed) },
            .tell(
                .plain(
                    "Average handle time by tier, a moment after the call: talk, hold, after-call work and dialing, from "
                        + "the broker's own journal. The platform's analytics lag by minutes."
                )
            ),
            .picture("handle-time"),
        ]
    )

    static let privacy = Scene(
        title: "9 What the log and the file give away",
        opening: [
            .calm, .call(john, answerAfterMilliseconds: 600), .until(.whole), .until(.confirmed),
            .tell(
                .plain("The trap: names and numbers in logs and databases. What did the broker write about this call?")
            ),
            .lookAtFiles, .show { logExhibit($0) },
            .tell(
                .measured { facts in
                    "The log's line of this lookup, one of \(facts.paper.logLines): which route, which answer, how long. No "
                        + "number, no name, no ID."
                }
            ),
            .show { fileExhibit($0) },
            .tell(
                .measured { facts in
                    "The journal as it lies on the disk, \(facts.paper.bytes / 1024) KiB: a copy of it shows nothing. "
                        + "Each row is sealed with a key of its day."
                }
            ),
            .picture("privacy"), .run(.purge), .show { typed("ringside purge", $0.printed) },
            .tell(
                .plain(
                    "What is older than 30 days goes every night, or by this command. Whoever asks to be forgotten goes "
                        + "sooner: John Doe hangs up and asks for it…"
                )
            ),
            .until(.talking), .hangUp, .wrapUp, .until(.over), .run(.forget),
            .show { typed("ringside forget", $0.printed) },
            .tell(
                .plain(
                    "His calls, links and choices are gone from the journal, the memory and every desk. The certificate says "
                        + "what was erased, and which backups still hold it."
                )
            ),
        ]
    )

    private static func logExhibit(_ facts: Facts) -> Exhibit {
        Exhibit(title: "The log of the broker", lines: [Exhibit.Line(facts.paper.logLine)])
    }

    private static func fileExhibit(_ facts: Facts) -> Exhibit {
        let finds = facts.paper.finds.map { find in
            let name = find.text + String(repeating: " ", count: max(1, 26 - find.text.count))
            return Exhibit.Line("\(name)found \(find.times) times", find.times == 0 ? .ok : .error)
        }
        let end = facts.paper.end.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
        return Exhibit(
            title: "The journal's files, searched: \(facts.paper.strings) strings",
            lines: finds + [Exhibit.Line("its last bytes            \(end)", .muted)]
        )
    }
}
