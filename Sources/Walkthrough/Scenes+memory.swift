import Desk
import Screen

extension Scene {
    static let rememberedOverride = Scene(
        title: "5 The same caller again",
        opening: [
            .calm,
            .tell(
                .plain(
                    "The trap: the agent corrects the account, and the next call from this number is on the wrong one "
                        + "again. First a call that is corrected…"
                )
            ),
            .call(john, answerAfterMilliseconds: 400), .until(.whole),
            .switchNow(externalID: "CRM:500245679", reason: "Caller asked"), .until(.on(externalID: "CRM:500245679")),
            .until(.confirmed), .tell(.measured { "It is \($0.name)'s now, and he hangs up. Then he calls again." }),
            .hangUp, .wrapUp, .until(.over), .call(john, answerAfterMilliseconds: 2500), .until(.remembered),
            .tell(
                .measured { facts in
                    "After \(facts.lookupMilliseconds) ms, before any system was asked: \(facts.name), because R. Ortiz "
                        + "chose so. It counts for 30 days; w says why, o lists and forgets such choices."
                }
            ),
            .until(.whole), .picture("remembered"),
        ],
        acting: [.press([.character("w")]), .pass(milliseconds: 4000), .press([.escape])]
    )

    static let unknownCaller = Scene(
        title: "6 The CRM is down, and does not know the caller",
        opening: [
            .calm, .stranger, .deadCRM,
            .tell(.plain("The CRM is down. Somebody calls whom it has never heard of besides.")),
            .call(.stranger, answerAfterMilliseconds: 1500), .until(.fallback),
            .tell(
                .measured { facts in
                    "The platform had its answer after \(facts.lookupMilliseconds) ms all the same: PHONE: and a keyed hash "
                        + "of the number. The call is tracked, and the agent sees that the CRM is asked again."
                }
            ),
            .mendCRM, .until(.orphan),
            .tell(
                .plain(
                    "The CRM is back, and has nobody with this number: an orphan. The caller hangs up. "
                        + "Later, somebody adds the account to the CRM…"
                )
            ),
            .hangUp, .wrapUp, .until(.over), .acquaint,
            .tell(.plain("…and at night `ringside reconcile` looks at every orphan once more.")), .run(.reconcile),
            .show { typed("ringside reconcile", $0.printed) }, .until(.reconciled), .until(.confirmed),
            .tell(
                .measured { facts in
                    "The finished call has healed, on the screen and in the platform's record: \(facts.name). "
                        + "Nothing that was answered is lost to the reports."
                }
            ),
            .picture("healed"),
        ]
    )

    /// A command and what it printed.
    static func typed(_ command: String, _ printed: [String]) -> Exhibit {
        Exhibit(title: "$ \(command)", lines: printed.map { Exhibit.Line($0) })
    }
}
