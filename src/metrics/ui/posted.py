"""The images that a reader's browser has drawn and posts to have them stamped."""

from __future__ import annotations

import asyncio

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from metrics.ui.errors import BodyTooLarge, BodyTooSlow, NoLength, NotPosted

MB = 1_000_000
MOST_AN_IMAGE, MOST_A_FORM = 5 * MB, 20 * MB  # bytes; browsers post 1.6 and 3.0 MB at most
MOST_IMAGES = 60  # a PNG and an SVG of each topic and of 20 indicators
SECONDS = 60  # in which a body must have come
FORMS = ("png", "svg")


async def drawn_images(request: Request) -> dict[str, bytes]:
    """Return the images of a form, by file name or form.

    Raises NoLength, BodyTooLarge, BodyTooSlow, NotPosted.
    """
    _check_length(request.headers.get("content-length", ""))
    try:
        async with asyncio.timeout(SECONDS):
            return await _images(request)
    except TimeoutError:
        raise BodyTooSlow("The images are", SECONDS) from None
    except HTTPException as error:
        raise NotPosted(error.detail) from error


def _check_length(stated: str) -> None:
    if not (stated.isascii() and stated.isdigit()):
        raise NoLength
    if len(stated) > 12 or int(stated) > MOST_A_FORM:
        raise BodyTooLarge("The images are", MOST_A_FORM // MB)


async def _images(request: Request) -> dict[str, bytes]:
    async with request.form(max_files=MOST_IMAGES, max_fields=0) as form:
        found: dict[str, bytes] = {}
        for name, one in form.items():
            if not isinstance(one, UploadFile) or name.rpartition(".")[2] not in FORMS:
                raise NotPosted("a part of the form is no image of a chart")
            if one.size is None or one.size > MOST_AN_IMAGE:
                raise BodyTooLarge("An image is", MOST_AN_IMAGE // MB)
            found[name] = await one.read()
        return found
