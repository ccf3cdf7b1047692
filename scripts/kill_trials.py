"""Pull the plug on a training run, again and again: kill -9 at a random moment, resume from its checkpoint, go on.

    python scripts/kill_trials.py          200 trials, a minute or two
    python scripts/kill_trials.py 8        a short version
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time

import neurosim


def main(trials=200):
    step = kept = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "run.json")
        command = [sys.executable, "-m", "neurosim", *f"train xor --steps {10**9} --every 10 --checkpoint".split(), path]
        long = 2.0 * seconds([sys.executable, "-m", "neurosim", "train", "xor", "--steps", "10", "-o", os.devnull])
        for _ in range(trials):
            run = subprocess.Popen(command + ["--resume", path] * os.path.exists(path))
            time.sleep(random.uniform(0.1, 1.0) * long)
            run.kill()
            run.wait()
            if os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    before, step = step, json.load(file)["step"]
                resumed, kept = neurosim.load("xor").resume(path, step), kept + (before < step)    # an error if it is not whole
                assert before <= step and step % 10 == 0
        same = step and resumed.parameters() == neurosim.load("xor").train(step).parameters()
    where = "bit by bit where" if same else "but not where"
    print(f"{trials} times kill -9: every checkpoint loads, {kept} newer than the one before; step {step:,}, {where} an undisturbed run is")
    return not same


def seconds(command):
    """How long a command takes, on a machine that may have other things to do."""
    start = time.monotonic()
    subprocess.run(command, check=True)
    return time.monotonic() - start


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
