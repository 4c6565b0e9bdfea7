"""Prints speed and memory, measured beside required: bench.py lookup|desk|memory|connectors|purge|operations|demo|all [PART OF THE DESK'S]"""

import gc
import sys

import bench_connectors
import bench_demo
import bench_desk
import bench_lookups
import bench_memory
import bench_operations
import bench_purge
from requirements import Table

PARTS = {
    "lookup": bench_lookups.run, "desk": bench_desk.run, "memory": bench_memory.run, "connectors": bench_connectors.run,
    "purge": bench_purge.run, "operations": bench_operations.run,
    "demo": bench_demo.run,
}


def main(which, only=""):
    # A collection in the middle of a measurement would be counted as the broker's.
    gc.disable()
    table = Table()
    for name, run in PARTS.items():
        # Operations purge, too.
        if which == name or which == "all" and name != "purge":
            run(table, only) if name == "desk" else run(table)
    return table.end()


sys.exit(main(*sys.argv[1:]))
