"""Content for the page as JSON, with a stamp that changes when it does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from plotly.utils import PlotlyJSONEncoder

START, LENGTH = '{"stamp": "', 16


def to_json_with_etag(content: Mapping[str, Any]) -> bytes:
    """Return content as UTF-8 JSON that starts with a stamp of what it holds."""
    text = json.dumps(content, cls=PlotlyJSONEncoder, allow_nan=False)
    stamp = hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
    return f'{START}{stamp}", {text[1:]}'.encode()


def stamp_of(content: bytes) -> str:
    """Return the stamp of content that `stamped` has made."""
    return content[len(START) : len(START) + LENGTH].decode()
