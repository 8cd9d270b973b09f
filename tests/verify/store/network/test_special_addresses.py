"""Which addresses are refused does not depend on the Python that runs."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.store.network.special_addresses import is_public

SPECIAL = """
    0.0.0.0 0.1.2.3 10.0.0.0 10.1.2.3 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254
    169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.8 192.0.0.9 192.0.0.170 192.0.2.1
    192.31.196.1 192.52.193.1 192.88.99.1 192.88.99.2 192.168.1.1 192.175.48.1 198.18.0.1 198.19.255.255
    198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 ::7f00:1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:192.0.0.8 ::ffff:0:8.8.8.8
    64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::192.88.99.1 64:ff9b:1::8.8.8.8 100::1 100:0:0:1::1
    2001::1 2001:0:0:0::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:1::1 2001:2::1 2001:3::1 2001:4:112::1
    2001:10::1 2001:20::1 2001:30::1 2001:db8::1 2002:7f00:1:: 2002:808:808::1 2620:4f:8000::1 3fff::1 3fff:fff::1
    5f00::1 4000::1 a000::1 fc00::1 fd00::1 fe80::1 febf::1 fec0::1 feff::1 ff00::1 ff02::1 ff0e::1
    fe80::1%eth0 2606:4700::1%eth0 ::ffff:8.8.8.8%1
    2606:4700::5efe:8.8.8.8 2606:4700::200:5efe:8.8.8.8 2606:4700::5efe:10.0.0.1 2606:4700:0:0:300:5efe:a00:1
"""

PUBLIC = """
    1.1.1.1 9.255.255.255 11.0.0.0 93.184.215.14 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 169.253.255.255
    172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.1 192.0.3.1 192.88.98.255 192.88.100.0 192.167.255.255
    192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.1 203.0.112.255 203.0.114.0 223.255.255.255
    2001:200::1 2001:4860:4860::8888 2001:db7::1 2001:db9::1 2003::1 2400:cb00::1 2606:4700::6810:84e5 2620:4f:8001::1
    2606:4700::1:5efe:8.8.8.8 2a00:1450::1 3ffe::1 64:ff9b::5db8:d70e ::ffff:93.184.215.14
"""


@pytest.mark.parametrize("text", SPECIAL.split())
def test_a_special_address_is_not_of_the_public_internet(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC.split())
def test_an_address_beside_a_special_one_is_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    """The other way round our table is the stricter one."""
    carried = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified:
        assert not is_public(carried or address)
    if isinstance(address, ipaddress.IPv6Address) and (address.is_site_local or address.teredo or address.sixtofour):
        assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_that_carries_another_is_what_that_one_is(address: ipaddress.IPv4Address) -> None:
    for prefix in (0xFFFF << 32, 0x64_FF9B << 96):
        assert is_public(ipaddress.IPv6Address(prefix | int(address))) == is_public(address)
