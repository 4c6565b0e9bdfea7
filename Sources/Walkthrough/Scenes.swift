import Desk
import Screen

extension Scene {
    /// The scenes in their order; the people are the guide's.
    static let all: [Scene] = [
        knownBeforeTheSecondRing, slowCRM, onBehalfOfMyCompany, wrongAccounts, rememberedOverride, unknownCaller,
        clickToDial, afterCallWork, privacy,
    ]

    static let john = Caller.number("+15550199999")
    static let jane = Caller.number("+12025550143")

    private static let knownBeforeTheSecondRing = Scene(
        title: "1 A caller is known before the second ring",
        opening: [
            .calm, .tell(.plain("+1 555 019 9999 calls the billing queue. Two accounts share this number.")),
            .call(john, answerAfterMilliseconds: 2500), .until(.crm),
            .tell(
                .measured { facts in
                    "The platform had its answer after \(facts.lookupMilliseconds) ms, "
                        + (facts.isRemembered ? "from the last call's match. " : "by number alone. ")
                        + "CRM and ERP filled in behind it: \(facts.name), two accounts on one number, "
                        + "the open case decides."
                }
            ),
            .until(.confirmed), .picture("desk"),
        ]
    )

    private static let slowCRM = Scene(
        title: "2 The CRM takes two seconds",
        opening: [
            .calm, .newcomer, .slowCRM(milliseconds: 2000),
            .tell(
                .plain(
                    "The trap: a middleware that asks the CRM first and answers then. The platform gives up after 500 ms. "
                        + "The same call now goes through one like that, and through Ringside."
                )
            ),
            .show { _ in naiveDesk(nil) }, .bothWays(.newcomer, answerAfterMilliseconds: 3000),
            .show { naiveDesk($0) },
            .tell(
                .measured { facts in
                    (facts.naiveGaveUp
                        ? "The naive middleware had not answered after \(facts.naiveMilliseconds) ms; the platform gave up on it. "
                        : "The naive middleware answered after \(facts.naiveMilliseconds) ms. ")
                        + "Ringside had answered after \(facts.lookupMilliseconds) ms, and fills in while it rings."
                }
            ),
            .until(.whole), .until(.talking), .picture("slow-crm"),
            .tell(
                .measured { facts in
                    "\(facts.name) was on the screen \(seconds(facts.phase2Milliseconds)) after the ring, before anybody "
                        + "answered. The other agent says hello to a blank screen."
                }
            ),
        ]
    )

    private static let onBehalfOfMyCompany = Scene(
        title: "3 “I am calling for my company”",
        opening: [
            .calm, .call(john, answerAfterMilliseconds: 800), .until(.whole),
            .tell(.plain("He is calling for his business. Press 2 for that account, 1 for the reason, then Y.")),
        ],
        acting: [
            .press([.character("2"), .character("1")]), .picture("switch"), .press([.character("Y")]),
            .until(.on(externalID: "CRM:500245679")), .until(.confirmed),
            .tell(
                .measured { facts in
                    "The CRM was asked first; now the call, its analytics and the platform's record "
                        + "are \(facts.name)'s. u takes it back."
                }
            ),
        ]
    )

    private static let wrongAccounts = Scene(
        title: "4 A wrong and a hostile account number",
        opening: [
            .calm, .call(.number("+442079460018"), answerAfterMilliseconds: 800), .until(.crm),
            .tell(.plain("The phone menu sends account numbers that callers typed. None of these exists…")),
            .attempt(externalID: "CRM:500000000"), .attempt(externalID: "CRM:1' OR '1'='1"),
            .tell(
                .measured { facts in
                    "\(facts.verdicts.joined(separator: "; ")). Still \(facts.name). "
                        + "Try one yourself: s, CRM:500000000, Enter."
                }
            ),
            .picture("refused"),
        ]
    )

    /// The other agent's screen for the same call; without facts, while their middleware is still asking.
    private static func naiveDesk(_ facts: Facts?) -> Exhibit {
        let state: Exhibit.Line =
            facts.map {
                $0.naiveGaveUp
                    ? Exhibit.Line("no answer within \($0.naiveMilliseconds) ms: the platform went on without", .error)
                    : Exhibit.Line("answered after \($0.naiveMilliseconds) ms", .ok)
            } ?? Exhibit.Line("asking the CRM, then the ERP; then it will answer", .pending)
        return Exhibit(
            title: "The same call, naive middleware",
            since: facts?.now,
            lines: [
                Exhibit.Line("Unknown caller", .strong), state, Exhibit.Line("CRM   Case     ·········", .subtle),
                Exhibit.Line("      Tier     ······", .subtle), Exhibit.Line("ERP   Account  ·········", .subtle),
                Exhibit.Line("      Balance  ·········", .subtle),
            ]
        )
    }
}

func seconds(_ milliseconds: Int) -> String { "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s" }
