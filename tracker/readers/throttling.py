"""How often one address, and all together, may send something in: counted in the cache that all processes share.

The address itself is not kept. Its count stands under a hash of it, keyed by the site's secret and by the span of time,
and is gone when the span is over.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so many seconds."""

    most: int
    seconds: int


#: A class of pupils behind one address still gets through; a script does not get far.
PER_ADDRESS = (Limit(5, 600), Limit(30, 86_400))
#: More than this nobody reads in a day; it keeps a flood from many addresses out of the database.
IN_ALL = (Limit(120, 3600), Limit(1000, 86_400))


def may_send(request: HttpRequest) -> bool:
    """Whether one more may be sent from here and now; counts it. Of what is refused, only the sender's own count rises.

    Raises PermissionDenied where the sender's address cannot be told.
    """
    sender = network_of(get_adapter(request).get_client_ip(request))
    own = [_is_within(f"from:{sender}", limit) for limit in PER_ADDRESS]
    # Nobody who is refused uses up what is left to others.
    return all(own) and all(_is_within("all", limit) for limit in IN_ALL)


def network_of(address: str) -> str:
    """What is counted as one sender: an IPv4 address, or the /64 network of an IPv6 address: one household has one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _is_within(counted: str, limit: Limit) -> bool:
    span = int(time.time() // limit.seconds)
    key = "sent:" + salted_hmac(f"sent {limit.seconds} {span}", counted, algorithm="sha256").hexdigest()
    cache.add(key, 0, limit.seconds)
    return cache.incr(key) <= limit.most
