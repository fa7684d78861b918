"""What happens, as lines of JSON: an object an event, for whatever collects the logs of a cluster."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any

#: Events of the driver; those of tasks go to the standard error of their executor.
LOGGER = logging.getLogger("glossator_spark")


def told(event: str, **values: Any) -> str:
    """An event as a line."""
    return json.dumps({"event": event, "time": round(time.time(), 3), **values}, sort_keys=True)


def tell(event: str, **values: Any) -> None:
    """Logs an event of the driver."""
    LOGGER.info(told(event, **values))


def tell_of_task(event: str, **values: Any) -> None:
    """Logs an event of a task, with which of its attempts it is."""
    from pyspark import TaskContext

    context = TaskContext.get()
    if context is not None:
        values |= {"attempt": context.attemptNumber(), "partition": context.partitionId()}
    print(told(event, **values), file=sys.stderr, flush=True)
