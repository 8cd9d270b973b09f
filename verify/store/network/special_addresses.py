"""Say which addresses are of the public Internet and which of private, reserved or special networks (RFC 6890).

The table is our own, because the one in Python's `ipaddress` differs from version to version. It follows the IANA
IPv4 and IPv6 Special-Purpose Address Registries and stands for refusal: what is listed here is never asked, also where
the registry calls it globally reachable, since no server of a document stands there (AS112, AMT, anycast relays).
"""

from __future__ import annotations

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_SPECIAL_V4: Final = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network, RFC 791
        "10.0.0.0/8",  # private use, RFC 1918
        "100.64.0.0/10",  # shared by customers of one provider, RFC 6598
        "127.0.0.0/8",  # loopback, RFC 1122
        "169.254.0.0/16",  # link local, RFC 3927; the metadata services of clouds
        "172.16.0.0/12",  # private use, RFC 1918
        "192.0.0.0/24",  # IETF protocol assignments, RFC 6890
        "192.0.2.0/24",  # documentation, RFC 5737
        "192.31.196.0/24",  # AS112, RFC 7535
        "192.52.193.0/24",  # automatic multicast tunnels, RFC 7450
        "192.88.99.0/24",  # relays of 6to4, RFC 7526
        "192.168.0.0/16",  # private use, RFC 1918
        "192.175.48.0/24",  # AS112, RFC 7534
        "198.18.0.0/15",  # benchmarks, RFC 2544
        "198.51.100.0/24",  # documentation, RFC 5737
        "203.0.113.0/24",  # documentation, RFC 5737
        "224.0.0.0/4",  # multicast, RFC 5771
        "240.0.0.0/4",  # reserved and broadcast, RFC 1112 and 8190
    )
)

# Global unicast addresses (RFC 4291). Whatever lies outside is loopback, unspecified, IPv4-compatible or -translated,
# discard-only (100::/64), local-use translation (64:ff9b:1::/48), segment routing (5f00::/16), unique local (fc00::/7),
# link local (fe80::/10), site local (fec0::/10), multicast (ff00::/8) or not assigned at all.
_UNICAST: Final = ipaddress.IPv6Network("2000::/3")

_SPECIAL_V6: Final = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocol assignments: Teredo, benchmarks, AMT, AS112, ORCHID, DRIP; RFC 2928
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4 leads to any IPv4 address, RFC 3056 and 7526
        "2620:4f:8000::/48",  # AS112, RFC 7534
        "3fff::/20",  # documentation, RFC 9637
    )
)

# An IPv4 address in the last 32 bits that the system or a gateway of the network translates into.
_CARRIES_V4: Final = (
    ipaddress.IPv6Network("::ffff:0:0/96"),  # IPv4-mapped, RFC 4291
    ipaddress.IPv6Network("64:ff9b::/96"),  # NAT64, RFC 6052
)
_ISATAP: Final = 0x0000_5EFE  # the upper half of an interface identifier that tunnels to IPv4, RFC 5214
_ISATAP_MASK: Final = 0xFCFF_FFFF  # without the bits "universal" and "group"


def is_public(address: Address) -> bool:
    """Return whether an address is of the public Internet; one that carries an IPv4 address is what that one is."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _SPECIAL_V4)
    if address.scope_id is not None:
        return False
    if any(address in network for network in _CARRIES_V4):
        return is_public(ipaddress.IPv4Address(address.packed[12:]))
    upper_identifier = int.from_bytes(address.packed[8:12], "big")
    if upper_identifier & _ISATAP_MASK == _ISATAP:
        return False
    return address in _UNICAST and not any(address in network for network in _SPECIAL_V6)
