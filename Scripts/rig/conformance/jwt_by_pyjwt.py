"""PyJWT verifies the assertion with which our Salesforce connector opens a session."""

import re
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
        # Somebody of their own for each number, so that nothing is known from the call before.
        number = re.search(r"\+1202555(\d{4})", asked.query["q"])
        row = {"attributes": {"type": "Contact"}, "Id": f"00300000000{number[1]}AAA", "Name": "Jane Doe",
               "Phone": number[0]} if number else {}
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


def known(broker, number):
    call = f"conformance-{number[1:]}"
    broker.look_up(number, call)
    return broker.call(call, lambda call: call["identity"]["phase"] == 2)


@fact
def the_assertion_is_signed_with_our_key_and_for_them(broker, salesforce):
    expect(known(broker, "+12025550143")["identity"]["externalId"], "CRM:003000000000143AAA")
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
        known(broker, f"+1202555015{number}")
    expect(len(salesforce.assertions), opened)
    salesforce.sessions += 1
    known(broker, "+12025550153")
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
