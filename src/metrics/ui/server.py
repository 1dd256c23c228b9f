"""What stands around Streamlit's own server: our routes, what guards them, and the upkeep."""

from __future__ import annotations

from starlette.middleware import Middleware

from metrics.ui.desk_routes import ROUTES as DESK_ROUTES
from metrics.ui.faults import quiet_streamlit, show_fault
from metrics.ui.gate import Gate
from metrics.ui.routes import ROUTES as FILE_ROUTES
from metrics.ui.upkeep import lifespan
from metrics.ui.upload_folder import Uploads
from metrics.ui.visitors import Visitors

ROUTES = [*FILE_ROUTES, *DESK_ROUTES]
MIDDLEWARE = [Middleware(Gate), Middleware(Visitors), Middleware(Uploads)]

quiet_streamlit()

__all__ = ["MIDDLEWARE", "ROUTES", "lifespan", "show_fault"]
