"""What a judge says: facts that are functions named as sentences, and the first of them that does not hold."""

import importlib.metadata
import json
import os
import sys
import time
import traceback

FACTS = []


class Mismatch(Exception):
    """Something is not as somebody else's software expects it."""


def fact(function):
    FACTS.append(function)
    return function


def expect(found, wanted, where=""):
    if found != wanted:
        raise Mismatch(f"{where + ': ' if where else ''}expected {wanted!r}, found {found!r}")


def expect_in(wanted, found, where=""):
    if wanted not in found:
        raise Mismatch(f"{where + ': ' if where else ''}expected {wanted!r} in {found!r}")


def expect_raises(kind, body):
    """The exception, for a look at what it says."""
    try:
        found = body()
    except kind as error:
        return error
    raise Mismatch(f"expected {kind.__name__}, found {found!r}")


def wait_for(read, is_it, what, seconds=15):
    """The first value that is as asked, read again and again."""
    end = time.monotonic() + seconds
    while True:
        value = read()
        if is_it(value):
            return value
        if time.monotonic() > end:
            raise Mismatch(f"waited {seconds} s for {what}, found {value!r}")
        time.sleep(0.05)


def judge(package, *arguments):
    """Holds each fact with `arguments` and says on the first line of standard output how that went."""
    verdict = {"package": f"{package} {importlib.metadata.version(package)}" if package else None, "facts": 0}
    # Judges borrow from each other, but not their facts.
    for function in [each for each in FACTS if each.__module__ == "__main__"]:
        try:
            function(*arguments)
        except Exception as error:
            traceback.print_exc()
            kind = "" if isinstance(error, Mismatch) else f"{type(error).__name__}: "
            verdict["mismatch"] = f"{function.__name__.replace('_', ' ')}: {kind}{' '.join(str(error).split())}"
            break
        verdict["facts"] += 1
    # Some of the libraries print, so the verdict has a way of its own.
    with open(os.environ["VERDICT"], "w") as file:
        json.dump(verdict, file)
    sys.exit("mismatch" in verdict)
