"""Which port the dashboard gets, and what is said when it gets none."""

import argparse
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from metrics import address
from metrics.cli import main


@contextmanager
def listening(host: str, port: int = 0) -> Iterator[int]:
    """Hold a port as a server does and give its number."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((host, port))
        server.listen()
        yield int(server.getsockname()[1])


def ended_port() -> int:
    """Give a port that a server has just left."""
    with listening("127.0.0.1") as port:
        return port


def has_ipv6() -> bool:
    try:
        with listening("::1"):
            return True
    except OSError:
        return False


# A machine without IPv6 has no ::1 on which anything could listen.
HOSTS = ["127.0.0.1", "0.0.0.0", *(["::1", "::"] if has_ipv6() else [])]


@pytest.fixture
def few_ports(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Let the search cover two ports, of which the first is taken."""
    with listening("127.0.0.1") as first:
        monkeypatch.setattr(address, "DEFAULT_PORT", first)
        monkeypatch.setattr(address, "LAST_PORT", first + 1)
        yield first


def test_address_is_one_to_open_on_this_machine() -> None:
    assert address.address(8601) == "http://localhost:8601"


def test_the_search_covers_8501_and_the_twenty_after_it() -> None:
    assert (address.DEFAULT_PORT, address.LAST_PORT) == (8501, 8521)


def test_a_free_port_is_given_as_wanted() -> None:
    port = ended_port()
    assert address.free_port(port) == port


@pytest.mark.parametrize("host", HOSTS)
def test_a_server_on_any_of_the_machines_addresses_takes_the_port(host: str) -> None:
    with (
        listening(host) as port,
        pytest.raises(address.PortInUse, match=f"Port {port} is in use.*--port N"),
    ):
        address.free_port(port)


def test_without_a_wish_the_next_free_port_is_given(few_ports: int) -> None:
    assert address.free_port(None) == few_ports + 1


def test_when_every_port_is_taken_it_says_so(few_ports: int) -> None:
    with (
        listening("127.0.0.1", few_ports + 1),
        pytest.raises(address.PortInUse, match=f"from {few_ports} to {few_ports + 1} are in use"),
    ):
        address.free_port(None)


def test_a_reserved_port_is_kept_from_others_until_it_is_left() -> None:
    port = ended_port()
    with address.reserved(port), pytest.raises(address.PortInUse):
        address.free_port(port)
    assert address.free_port(port) == port


def test_a_port_this_user_may_not_open_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "_bind_error", lambda port: errno.EACCES)
    with pytest.raises(address.PortInUse, match=r"Port 80 may not be opened .* from 1024 up"):
        address.free_port(80)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "8501.0", "٣", "", "http"])
def test_what_is_no_port_is_refused_by_name(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=f"{text!r} is not a port"):
        address.port_number(text)


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8501", 8501), ("65535", 65535)])
def test_a_port_is_read(text: str, port: int) -> None:
    assert address.port_number(text) == port


def test_the_command_line_says_once_what_to_do_about_a_taken_port(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with listening("127.0.0.1") as port:
        assert main(["serve", "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"The dashboard cannot start: Port {port} is in use")
    assert said.count("--port") == 2  # choose another, or leave it away
