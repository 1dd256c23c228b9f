"""The module called as the distribution is: `python -m village_metrics` is `village-metrics`.

Streamlit looks for a component's manifest in the distribution or in the pyproject.toml beside such
a module, and for the component's files from the folder of the module on.
"""

from __future__ import annotations

import sys

from metrics.cli import main

if __name__ == "__main__":
    sys.exit(main())
