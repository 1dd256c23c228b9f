"""Answers that a middleware changes: held back until they are whole."""

from __future__ import annotations

from abc import ABC, abstractmethod

from starlette.types import Message, Send


class HeldAnswer(ABC):
    """Takes the messages of one answer; what `is_held` says no to goes on as it comes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """Take a message of the answer."""
        if message["type"] == "http.response.start" and self.is_held(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._body.append(message.get("body", b""))
            if not message.get("more_body"):
                await self.send_whole(self._start, b"".join(self._body))

    @abstractmethod
    def is_held(self, start: Message) -> bool:
        """Say by the start of an answer whether it is one to change."""

    @abstractmethod
    async def send_whole(self, start: Message, body: bytes) -> None:
        """Send the answer, changed."""
