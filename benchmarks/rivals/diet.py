"""The stock Rasa pipeline as a reader; runs in the stock environment (requirements-stock.lock), never in Poplit's.

    .venv-stock/bin/python benchmarks/rivals/diet.py TRAINING_DATA.yml MODELS_FOLDER < texts.jsonl > answers.jsonl

It trains when the folder has no model of this training data and this pipeline yet; a model alone as the argument is taken as it is.
One JSON object with `text` per line in, one with `findings` and `ms` per line out.
"""

import asyncio
import hashlib
import json
import logging
import os
import sys
import time
from pathlib import Path

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_DETERMINISTIC_OPS="1", RASA_TELEMETRY_ENABLED="false", CUDA_VISIBLE_DEVICES="-1")
CONFIG = Path(__file__).with_name("diet.yml")


def model_of(data: Path, models: Path) -> Path:
    """The model trained on this data, from the folder or new."""
    digest = hashlib.sha256(data.read_bytes() + CONFIG.read_bytes()).hexdigest()[:12]
    model = models / f"diet-{digest}.tar.gz"
    if not model.exists():
        from rasa.model_training import train_nlu

        begun = time.perf_counter()
        train_nlu(str(CONFIG), str(data), str(models), fixed_model_name=model.name)
        print(f"trained in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    return model


async def main() -> None:
    given = [Path(argument) for argument in sys.argv[1:]]
    out, sys.stdout = sys.stdout, sys.stderr  # Rasa prints while it trains
    model = given[0] if len(given) == 1 else model_of(*given)
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    await agent.parse_message("my knee hurts")  # the first message pays for building the graph
    for line in sys.stdin:
        asked = json.loads(line)
        begun = time.perf_counter()
        parsed = await agent.parse_message(asked["text"])
        spent = (time.perf_counter() - begun) * 1000
        findings = [
            {"id": e["value"], "status": e.get("role") or "present", "start": e["start"], "end": e["end"]} for e in parsed["entities"]
        ]
        print(json.dumps({"findings": findings, "ms": spent}), file=out, flush=True)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    asyncio.run(main())
