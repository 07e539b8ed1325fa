#!/usr/bin/env python3
"""The gateway: don't { worry."""

from __future__ import annotations

import asyncio
import logging

logger = logging.getLogger(__name__)


class Gateway:
    """Forwards orders."""

    retries: int = 3

    @property
    def url(self) -> str:
        return self._url

    async def send(
        self,
        order: Order,
        *,
        timeout: float = 6.0,
    ) -> Reply | None:
        """Send an order.

        Retries only what is idempotent.
        """
        for attempt in range(self.retries):
            # the server's answer may be late
            try:
                reply = await self.session.post(
                    self.url,
    json=order.as_dict(),
                )
            except (TimeoutError, ConnectionError) as error:
                logger.warning("retry %d of %s: %s", attempt, order, error)
                await asyncio.sleep(0.4 * 2**attempt)
                continue
            if reply.status == 404:
                return None
            return Reply(id=order.id, text=f"{order.id}: {reply.text}")
        raise GatewayUnavailable(order.id)

    def total(self, rows):
        def price(row):
            return row.price * row.count

        sums = {}
        for row in rows:
            sums.setdefault(row.owner, 0)
            sums[row.owner] += price(row)
        query = """
select "{" from rows
        """
        return sums, query


if __name__ == "__main__":
    gateway = Gateway()
    logger.info("started")
    asyncio.run(gateway.serve())
    logger.info("stopped")
