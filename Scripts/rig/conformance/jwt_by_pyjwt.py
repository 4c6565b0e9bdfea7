"""PyJWT verifies the assertion with which our Salesforce connector opens a session."""

import time

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from configured import Configured
from judge import expect, expect_raises, fact, judge
from recorder import Recorder
from sandbox import Sandbox

CLIENT, USER = "3MVG9.conformance", "ringside@acme.example.com"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CONFIGURATION = f"""
platform: {{base_url: "%(sandbox)s"}}
crm:
  - kind: salesforce
    base_url: "%(salesforce)s"
    auth: {{grant: jwt-bearer, client_id: {CLIENT}, username: {USER}, key_file: "%(key)s"}}
"""
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class Salesforce:
    """Takes every assertion, keeps it, and ends a session when it is told to."""

    def __init__(self):
        self.assertions, self.sessions = [], 0

    def answer(self, asked):
        if asked.path == "/services/oauth2/token":
            self.assertions.append(asked.form)
            self.sessions += 1
            return 200, {"access_token": self.session, "token_type": "Bearer", "instance_url": self.origin,
                         "scope": "api", "id": f"{self.origin}/id/00D/005"}
        if asked.headers["Authorization"] != f"Bearer {self.session}":
            return 401, [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}]
        row = {"attributes": {"type": "Contact"}, "Id": "003000000000001AAA", "Name": "Jane Doe", "Phone": "+12025550143"}
        return 200, {"totalSize": 1, "done": True, "records": [row]}

    @property
    def session(self):
        return f"00D!session{self.sessions}"


def claims(salesforce):
    """Of the last assertion; PyJWT checks signature, algorithm, audience, issuer and time."""
    form = salesforce.assertions[-1]
    expect(form["grant_type"], GRANT)
    return jwt.decode(
        form["assertion"], KEY.public_key(), algorithms=["RS256"], audience="https://login.salesforce.com", issuer=CLIENT,
        options={"require": ["iss", "sub", "aud", "exp"], "strict_aud": True},
    )


@fact
def the_assertion_is_signed_with_our_key_and_for_them(broker, salesforce):
    broker.look_up("+12025550143", "conformance-jwt-1")
    found = broker.call("conformance-jwt-1", lambda call: call["identity"]["phase"] == 2)
    expect(found["identity"]["externalId"], "CRM:003000000000001AAA")
    expect(claims(salesforce)["sub"], USER)


@fact
def it_lives_for_three_minutes_at_most(broker, salesforce):
    left = claims(salesforce)["exp"] - time.time()
    expect(0 < left <= 180, True, f"{left:.0f} s are left")


@fact
def its_header_names_the_algorithm_and_nothing_else_of_us(broker, salesforce):
    expect(jwt.get_unverified_header(salesforce.assertions[-1]["assertion"]), {"alg": "RS256", "typ": "JWT"})


@fact
def another_key_does_not_verify_it(broker, salesforce):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    text = salesforce.assertions[-1]["assertion"]
    expect_raises(jwt.InvalidSignatureError, lambda: jwt.decode(
        text, other, algorithms=["RS256"], audience="https://login.salesforce.com"
    ))


@fact
def one_session_serves_until_it_ends_and_then_one_more_is_opened(broker, salesforce):
    opened = len(salesforce.assertions)
    for number in range(3):
        broker.look_up("+12025550143", f"conformance-jwt-2{number}")
        broker.call(f"conformance-jwt-2{number}", lambda call: call["identity"]["phase"] == 2)
    expect(len(salesforce.assertions), opened)
    salesforce.sessions += 1
    broker.look_up("+12025550143", "conformance-jwt-3")
    broker.call("conformance-jwt-3", lambda call: call["identity"]["phase"] == 2)
    expect(len(salesforce.assertions), opened + 1)
    claims(salesforce)


if __name__ == "__main__":
    pem = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    salesforce = Salesforce()
    with Sandbox() as sandbox, Recorder(salesforce.answer) as recorder:
        salesforce.origin = recorder.origin
        broker = Configured(CONFIGURATION % {
            "sandbox": sandbox.origin, "salesforce": recorder.origin, "key": "{secret:%s}" % pem,
        })
        with broker:
            judge("PyJWT", broker, salesforce)
