"""How many new conversations one address may begin."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict, deque

from sanic.request import Request

MINUTE = 60.0
MOST_ADDRESSES = 20_000
# A household gets a whole IPv6 network of this length, and could count as many people as it has addresses.
HOUSEHOLD = 64


def address(request: Request, proxies: int) -> str:
    """Where a request comes from. X-Forwarded-For is believed as far back as there are proxies of the operator's own, no further."""
    sent = [part.strip() for line in request.headers.getall("x-forwarded-for", []) for part in line.split(",")]
    stated = sent[-proxies] if 0 < proxies <= len(sent) else request.ip
    try:
        found = ipaddress.ip_address(stated)
    except ValueError:
        return request.ip
    if found.version == 6:
        return str(ipaddress.ip_network((found, HOUSEHOLD), strict=False)) if not found.ipv4_mapped else str(found.ipv4_mapped)
    return str(found)


class Arrivals:
    """Counts the conversations that each address began in the last minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def too_many(self, whence: str) -> bool:
        """Counts one more from this address; true when there were too many already."""
        times = self._times.setdefault(whence, deque())
        self._times.move_to_end(whence)
        if len(self._times) > MOST_ADDRESSES:
            self._times.popitem(last=False)
        now = time.monotonic()
        while times and now - times[0] >= MINUTE:
            times.popleft()
        if len(times) >= self._most:
            return True
        times.append(now)
        return False
