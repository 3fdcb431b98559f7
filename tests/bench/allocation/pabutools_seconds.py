"""Seconds of one core that pabutools takes to read an election and decide it by equal shares, one JSON line each.

pabutools_seconds.py SECONDS FILE UTILITY COMPLETION [FILE UTILITY COMPLETION ...]
Each runs in a process of its own and is stopped after SECONDS; then `seconds` says how long it had run, `stopped` is true.
Starting Python and importing are not counted.
"""

import json
import multiprocessing
import os
import resource
import sys
import time

from pabutools.election import Additive_Borda_Sat, Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares
from pabutools.tiebreaking import lexico_tie_breaking

SATISFACTION = {
    "cost": Cost_Sat,
    "cardinality": Cardinality_Sat,
    "points": Additive_Cardinal_Sat,
    "borda": Additive_Borda_Sat,
}


def decide(path, utility, completion, out):
    began = time.process_time()
    instance, profile = parse_pabulib(path)
    increment = {"none": None, "add1": 1}[completion]
    bought = method_of_equal_shares(
        instance,
        profile,
        sat_class=SATISFACTION[utility],
        tie_breaking=lexico_tie_breaking,
        voter_budget_increment=increment,
    )
    out.send((time.process_time() - began, sorted(project.name for project in bought)))


def main():
    most = int(sys.argv[1])
    asked = sys.argv[2:]
    for path, utility, completion in zip(asked[::3], asked[1::3], asked[2::3]):
        receive, send = multiprocessing.Pipe(False)
        process = multiprocessing.Process(target=decide, args=(path, utility, completion, send))
        process.start()
        # By processor time: other work on the machine does not count.
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (most + 1, most + 2))
        process.join()
        told = receive.recv() if receive.poll() else None
        line = {"file": os.path.basename(path), "utility": utility, "completion": completion, "stopped": told is None}
        line |= {"seconds": told[0], "selected": told[1]} if told else {"seconds": most}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
