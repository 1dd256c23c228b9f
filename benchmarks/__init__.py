"""How fast a click is, in our dashboard and in the same charts made with Dash."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# The browser is found by the same code as for the browser tests.
sys.path.append(str(ROOT / "tests" / "browser"))
