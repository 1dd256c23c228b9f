"""See to the Java that Spark runs on in the tests: get it where none is there."""

from __future__ import annotations

import sys

from metrics.environment import apt_install
from metrics.store.engines.session import GET_JAVA, java_fault

PACKAGES = ("openjdk-17-jre-headless", "default-jre-headless")  # of Debian, the first that it has


def main() -> int:
    """Return 1, with ways to get it, if no Java can be had."""
    for package in PACKAGES:
        if java_fault():
            apt_install(package)
    if fault := java_fault():
        print(f"The tests of Spark need Java, and {fault}. {GET_JAVA}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
