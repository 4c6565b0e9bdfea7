import Identity
import Testing

@testable import Connectors

@Suite struct RequestsToNetSuiteAreSigned {
    /// The base text of RFC 5849, 3.4.1.1, without its body's parameters.
    @Test func `parameters are sorted by their encoded forms`() {
        let text = OAuthSignature.baseText(
            method: "POST",
            url: "http://example.com/request",
            parameters: [
                ("b5", "=%3D"), ("a3", "a"), ("c@", ""), ("a2", "r b"), ("oauth_consumer_key", "9djdj82h48djs9d2"),
                ("oauth_token", "kkk9d7dh3k39sjv7"), ("oauth_signature_method", "HMAC-SHA1"),
                ("oauth_timestamp", "137131201"), ("oauth_nonce", "7d8f3e4a"), ("c2", ""), ("a3", "2 q"),
            ]
        )
        #expect(
            text == """
                POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540\
                %3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method\
                %3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7
                """
        )
    }

    /// As `oauthlib` signs the same request.
    @Test func `the header is that of another implementation`() {
        let token = NetSuiteToken(
            consumerKey: "ck",
            consumerSecret: Secret("c&s"),
            tokenID: "tk",
            tokenSecret: Secret("t s")
        )
        let signature = OAuthSignature(token: token, realm: "1234567_SB1", timestamp: 1_795_392_000, nonce: "n-1")
        let header = signature.authorization(
            method: "POST",
            url: "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql",
            query: [("limit", "2")]
        )
        #expect(header.hasPrefix("OAuth realm=\"1234567_SB1\", oauth_consumer_key=\"ck\""))
        #expect(header.hasSuffix("oauth_signature=\"W3OnDfOR7YWP2cyRruB97a5D7%2FmZtm8HK0KDBR8jjNU%3D\""))
    }

    @Test func `nothing of a token is printed`() {
        let token = NetSuiteToken(
            consumerKey: "ck",
            consumerSecret: Secret("hunter2"),
            tokenID: "tk",
            tokenSecret: Secret("hunter3")
        )
        var dumped = ""
        dump(NetSuiteConfiguration(baseURL: "https://x", account: "1", token: token), to: &dumped)
        #expect(!dumped.contains("hunter"))
    }
}
