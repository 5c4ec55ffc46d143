"""The server of `quotes serve`: where it listens, and what it tells."""

from __future__ import annotations

import errno
import socket
import sys
import threading
import webbrowser
from contextlib import closing, suppress
from pathlib import Path

from quotes.errors import InputError

__all__ = ["serve"]


def serve(
    path: Path, *, host: str = "127.0.0.1", port: int = 8001, open_browser: bool = False
) -> None:
    """Serve the database at `path` until Ctrl-C; its address goes to standard error.

    Port 0 takes any free one. On an address that other machines reach, full text and
    SQL of the visitor's own are left out. Raises DatabaseError when the file is no
    quotes database, and InputError when the address cannot be listened on.
    """
    import uvicorn

    from quotes.site.application import application
    from quotes.store.database import connect

    with closing(connect(path)):
        pass  # says in one line what is wrong with the file, if anything is
    with closing(_listen(host, port)) as listener:
        exposed = not _is_loopback(listener)
        site = application(path, exposed=exposed)
        address = f"http://{_authority(listener)}/"
        print(f"{path} is served at {address} until Ctrl-C", file=sys.stderr)
        if exposed:
            print("Others can reach it: full text and visitors' SQL are left out", file=sys.stderr)
        if open_browser:
            # The socket listens already, so the browser waits until the site answers.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        config = uvicorn.Config(site.app(), log_level="warning", access_log=False)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"port {port} is in use: choose another with --port") from error
        raise InputError(f"cannot listen on {host}, port {port}: {error.strerror}") from error


def _is_loopback(listener: socket.socket) -> bool:
    from ipaddress import ip_address

    return ip_address(listener.getsockname()[0]).is_loopback


def _authority(listener: socket.socket) -> str:
    host, port, *_ = listener.getsockname()
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
