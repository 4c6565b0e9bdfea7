"""Ports for servers that want to be told theirs."""

import socket


def free_port():
    """Free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
