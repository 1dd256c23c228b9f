"""Content for the page as JSON, with a stamp that changes when it does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from plotly.utils import PlotlyJSONEncoder


def to_json_with_etag(content: Mapping[str, Any]) -> bytes:
    """Return content as UTF-8 JSON that starts with a stamp of what it holds."""
    text = json.dumps(content, cls=PlotlyJSONEncoder, allow_nan=False)
    stamp = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f'{{"stamp": "{stamp}", {text[1:]}'.encode()
