"""`python -m metrics.cli`, where the command village-metrics is not on the path."""

import sys

from metrics.cli import main

sys.exit(main())
