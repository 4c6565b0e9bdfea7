"""The desk at real terminals; ends with a line such as `12 passed, 0 failed`."""

import sys
import time
import traceback

import desk_in_any_terminal
import desk_in_bytes
import desk_in_tmux
import desk_key_walk
import desk_through_faults


def main(wanted):
    tests = [*desk_in_tmux.TESTS, *desk_in_bytes.TESTS, *desk_in_any_terminal.TESTS, *desk_through_faults.TESTS]
    tests += desk_key_walk.TESTS
    chosen = [test for test in tests if wanted in test.__doc__]
    failed = 0
    for test in chosen:
        start = time.monotonic()
        try:
            test()
        except Exception:
            failed += 1
            print(f"✘ {test.__doc__}\n{traceback.format_exc()}", flush=True)
        else:
            print(f"✔ {test.__doc__} ({time.monotonic() - start:.1f} s)", flush=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed or not chosen else 0


sys.exit(main(sys.argv[1]))
