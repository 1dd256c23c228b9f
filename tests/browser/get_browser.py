"""See to the browsers of the browser tests: get each that is not there yet."""

from __future__ import annotations

import sys

from browsers import FAMILIES, Family, WrongBrowser, find, how_to_get, output

from metrics.environment import apt_install


def main() -> int:
    """Print which browsers are used; return 1, with ways to get it, if one cannot be had."""
    try:
        for family in FAMILIES:
            print(f"{family.name}: {found_or_got(family)}", flush=True)
    except WrongBrowser as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def found_or_got(family: Family) -> str:
    """Return the path of a browser of a family, which may have to be got first."""
    path = find(family)
    if path is None:
        get(family)
        path = find(family)
    if path is None:
        raise WrongBrowser(how_to_get(family))
    return path


def get(family: Family) -> None:
    """Get Playwright's own browser of a family, else Debian's."""
    print(f"No {family.title} for the browser tests yet; getting one ...", flush=True)
    output(sys.executable, "-m", "playwright", "install", family.name, seconds=900)
    if find(family) is None:
        apt_install(*family.packages)


if __name__ == "__main__":
    sys.exit(main())
