"""What the tests of Spark share: a session of a real one, and builds by both engines."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from metrics.store.engines import session
from metrics.store.engines.session import Spark, running

# Of tables this small most of the time would go into compiling, to Java and from it.
QUICK = {
    "spark.driver.memory": "1g",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}
ONE_WORKER = {
    "spark.driver.extraJavaOptions": f"{session.QUIET} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.shuffle.partitions": "1",
}


@pytest.fixture(scope="session")
def settings() -> tuple[dict[str, str], dict[str, str]]:
    """Return what Spark is told for tables this small: anywhere, and on one machine."""
    return QUICK, ONE_WORKER


@pytest.fixture(scope="session")
def cluster(settings: tuple[dict[str, str], dict[str, str]]) -> Iterator[Spark]:
    """Start Spark once for all tests of a worker."""
    anywhere, one_machine = settings
    with (
        patch.dict(session.SETTINGS, anywhere),
        patch.dict(session.ONE_MACHINE, one_machine),
        running("local[2]") as found,
    ):
        yield found
