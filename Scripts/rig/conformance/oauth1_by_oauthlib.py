"""oauthlib, as an OAuth 1.0a server, verifies the requests that our NetSuite connector signs."""

import time

from oauthlib.oauth1 import RequestValidator, SignatureOnlyEndpoint

from configured import Configured
from judge import expect, fact, judge
from recorder import Recorder
from sandbox import SALESFORCE_CLIENT, SALESFORCE_SECRET, Sandbox

# Signs and blanks in them: each part is percent-encoded before it is signed with.
REALM, CONSUMER, TOKEN = "1234567_SB1", "consumer-0123456789abcdef0123", "token-0123456789abcdef0123456"
CONSUMER_SECRET, TOKEN_SECRET = "c0nsumer & secret+/=", "t0ken%20secret~'"


def configuration(sandbox, recorder):
    return f"""\
platform: {{base_url: "{sandbox.origin}"}}
crm:
  - kind: salesforce
    base_url: "{sandbox.origin}/salesforce"
    auth: {{client_id: {SALESFORCE_CLIENT}, client_secret_file: "{{secret:{SALESFORCE_SECRET}}}"}}
erp:
  - kind: netsuite
    base_url: "{recorder.origin}"
    auth:
      account: {REALM}
      consumer_key: {CONSUMER}
      consumer_secret_file: "{{secret:{CONSUMER_SECRET}}}"
      token_id: {TOKEN}
      token_secret_file: "{{secret:{TOKEN_SECRET}}}"
"""


class Account(RequestValidator):
    """What NetSuite knows of us, and which nonces it has seen."""

    enforce_ssl = False
    allowed_signature_methods = ("HMAC-SHA256",)
    client_key_length = nonce_length = (16, 64)
    dummy_client = "consumer-of-nobody-0123456789"

    def __init__(self):
        super().__init__()
        self.seen = set()

    def check_nonce(self, nonce):
        """Theirs wants letters and digits only; what is sent is a UUID."""
        return 16 <= len(nonce) <= 64

    def check_client_key(self, key):
        return key == CONSUMER

    def get_client_secret(self, client_key, request):
        return CONSUMER_SECRET

    def get_access_token_secret(self, client_key, token, request):
        return TOKEN_SECRET

    def validate_client_key(self, client_key, request):
        # The endpoint does not look at the token itself.
        return client_key == CONSUMER and request.resource_owner_key == TOKEN

    def validate_timestamp_and_nonce(self, client_key, timestamp, nonce, request, request_token=None, access_token=None):
        is_new = (timestamp, nonce) not in self.seen
        self.seen.add((timestamp, nonce))
        return is_new


def netsuite(asked):
    row = {"links": [], "id": "1", "accountkey": "10100001", "isinactive": "F", "creditholdoverride": "AUTO",
           "balancesearch": "42.10", "overduebalancesearch": "0.00", "currencycode": "USD"}
    return 200, {"links": [], "count": 1, "hasMore": False, "items": [row], "offset": 0, "totalResults": 1}


def verified(endpoint, asked, origin, uri=None):
    uri = uri or origin + asked.target
    return endpoint.validate_request(uri, asked.method, asked.body.decode(), dict(asked.headers.items()))[0]


@fact
def a_signed_query_is_answered(broker, recorder):
    broker.look_up("+15550199999", "conformance-oauth-1")
    erp = broker.call("conformance-oauth-1", lambda call: call["erp"]["state"] == "ready")["erp"]
    expect((erp["source"], erp["balanceDue"]["amount"]), ("netsuite", "42.10"))
    asked = recorder.of("suiteql")[0]
    expect((asked.method, asked.headers["Prefer"], asked.headers["Content-Type"].split(";")[0]),
           ("POST", "transient", "application/json"))


@fact
def the_signature_is_verified(broker, recorder):
    expect(verified(SignatureOnlyEndpoint(Account()), recorder.of("suiteql")[0], recorder.origin), True)


@fact
def another_query_or_secret_is_not(broker, recorder):
    asked = recorder.of("suiteql")[0]
    changed = recorder.origin + asked.target.replace("limit=", "limit=9")
    expect(verified(SignatureOnlyEndpoint(Account()), asked, recorder.origin, uri=changed), False)
    account = Account()
    account.get_access_token_secret = lambda *_: "another"
    expect(verified(SignatureOnlyEndpoint(account), asked, recorder.origin), False)


@fact
def the_realm_is_the_account_s_and_is_not_signed(broker, recorder):
    header = recorder.of("suiteql")[0].headers["Authorization"]
    expect(header.startswith(f'OAuth realm="{REALM}", '), True, "realm comes first")


@fact
def the_time_is_now_and_no_nonce_comes_twice(broker, recorder):
    account = Account()
    for number in range(4):
        broker.look_up("+15550199999", f"conformance-oauth-2{number}")
        broker.call(f"conformance-oauth-2{number}", lambda call: call["erp"]["state"] == "ready")
    asked = recorder.of("suiteql")
    expect(len(asked) >= 1, True)
    expect([verified(SignatureOnlyEndpoint(account), each, recorder.origin) for each in asked], [True] * len(asked))
    expect(all(abs(int(timestamp) - time.time()) < 60 for timestamp, _ in account.seen), True, "timestamps are now")
    # What is sent again is known.
    expect(verified(SignatureOnlyEndpoint(account), asked[0], recorder.origin), False)


if __name__ == "__main__":
    with Sandbox() as sandbox, Recorder(netsuite) as recorder:
        with Configured(configuration(sandbox, recorder)) as broker:
            judge("oauthlib", broker, recorder)
