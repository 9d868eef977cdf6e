"""Bodies of forms with a file, held in memory: FastAPI's own way spools them to disk in plain above 1 MB
(docs/privacy.md).
"""

from __future__ import annotations

from collections.abc import AsyncIterable


class BodyTooLarge(Exception):
    """More bytes came than the door takes."""


async def whole_body(stream: AsyncIterable[bytes], limit: int) -> bytes:
    """All that comes. Raises BodyTooLarge as soon as it exceeds `limit` bytes."""
    parts, size = [], 0
    async for part in stream:
        size += len(part)
        if size > limit:
            raise BodyTooLarge
        parts.append(part)
    return b"".join(parts)
