"""What stands around Streamlit's own server: our routes, what guards them, and the upkeep."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from metrics.ui import assets, desk_routes, early_contents, search_routes
from metrics.ui import routes as files
from metrics.ui.compression import Compression
from metrics.ui.faults import quiet_streamlit, show_fault
from metrics.ui.gate import Gate
from metrics.ui.page_head import PageHead
from metrics.ui.streamlit_internals import prepare_streamlit
from metrics.ui.upkeep import lifespan
from metrics.ui.upload_folder import Uploads
from metrics.ui.visitors import Visitors

MIDDLEWARE = [Middleware(one) for one in (Gate, Visitors, Uploads, Compression, PageHead)]

quiet_streamlit()
prepare_streamlit()


def routes() -> list[BaseRoute]:
    """Return our routes, below the prefix that the server is put under."""
    of = (files, desk_routes, search_routes, early_contents, assets)
    return [route for one in of for route in one.routes()]


__all__ = ["MIDDLEWARE", "lifespan", "routes", "show_fault"]
