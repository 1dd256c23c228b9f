"""What stands around Streamlit's own server: our routes, what guards them, and the upkeep."""

from __future__ import annotations

from starlette.middleware import Middleware

from metrics.ui.faults import quiet_streamlit, show_fault
from metrics.ui.gate import Gate
from metrics.ui.routes import routes
from metrics.ui.upkeep import lifespan
from metrics.ui.upload_folder import Uploads
from metrics.ui.visitors import Visitors

MIDDLEWARE = [Middleware(Gate), Middleware(Visitors), Middleware(Uploads)]

quiet_streamlit()

__all__ = ["MIDDLEWARE", "lifespan", "routes", "show_fault"]
