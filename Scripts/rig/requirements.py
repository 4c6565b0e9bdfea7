"""What is measured beside what is required, as a table that is printed while it grows."""

import math


def percentile(values, share):
    """Nearest rank: one of the values, never between two."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]


class Table:
    def __init__(self):
        self.missed = 0

    def heading(self, text):
        print(f"\n{text}", flush=True)

    def at_most(self, what, measured, most, unit, digits=1):
        """One requirement; zero and whole numbers are written whole."""
        is_met = measured <= most
        self.missed += not is_met
        mark = "✔" if is_met else "✘"
        print(f"  {mark} {what:<58} {measured:>10.{digits}f}   at most {most:g} {unit}", flush=True)

    def at_least(self, what, measured, least, unit="", digits=2):
        """One requirement the other way round."""
        is_met = measured >= least
        self.missed += not is_met
        mark = "✔" if is_met else "✘"
        print(f"  {mark} {what:<58} {measured:>10.{digits}f}   at least {least:.{digits}f} {unit}".rstrip(), flush=True)

    def told(self, what, measured, unit=""):
        """Not required, but good to know."""
        print(f"    {what:<58} {measured:>10}   {unit}".rstrip(), flush=True)

    def end(self):
        """The exit code."""
        print(f"\n{'All requirements are met.' if not self.missed else f'{self.missed} missed: the lines with ✘.'}")
        return 1 if self.missed else 0
