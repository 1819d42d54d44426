"""Network addresses: which are of this machine, and who stands behind a proxy."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


def is_loopback(host: str) -> bool:
    """Whether a host's name or address can be reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def parse_networks(raw: str) -> tuple[Network, ...]:
    """Addresses and networks such as ``127.0.0.1, 10.0.0.0/8``.

    Raises:
        ValueError: one of them is neither.
    """
    return tuple(ip_network(part.strip()) for part in raw.split(","))


def client_address(peer: str, forwarded_for: Sequence[str], trusted: Sequence[Network]) -> str:
    """Who sent a request, as far as that can be known.

    Args:
        peer: the address at the other end of the connection.
        forwarded_for: the values of ``X-Forwarded-For``, in their order. Each proxy appends whom it heard, so
            they are read from the end, and only as long as the address that vouches for them is trusted.
        trusted: the proxies that are believed.
    """
    address = peer
    for claim in reversed(",".join(forwarded_for).split(",")):
        if not _is_in(address, trusted) or not _is_address(claim.strip()):
            break
        address = claim.strip()
    return address


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
