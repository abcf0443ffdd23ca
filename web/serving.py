"""How does gunicorn serve this? Its settings, from the environment.

Searches run at the same time in different workers, which share nothing but the index's files. In one
worker they run one after the other; its threads are for clients that are slow to send or to take.
"""

from __future__ import annotations

import sys
from typing import Any

from search.config import Config

_CONFIG = Config.from_env()

bind = f"[{_CONFIG.host}]:{_CONFIG.port}" if ":" in _CONFIG.host else f"{_CONFIG.host}:{_CONFIG.port}"
wsgi_app = "web:create_app()"
worker_class = "gthread"
workers = _CONFIG.workers
threads = 4
timeout = 30
graceful_timeout = 10
keepalive = 5
limit_request_line = 8190  # a search with many filters makes a long address
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Says where it can be seen, once it can be."""
    for listener in server.LISTENERS:
        host, port = listener.sock.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"{_CONFIG.site_name} is at http://{shown}:{port}\n")
    sys.stdout.flush()
