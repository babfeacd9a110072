"""The product's own server on a free port of this machine, over the test database."""

import contextlib
import threading
from collections.abc import Iterator

from waitress.server import create_server


@contextlib.contextmanager
def serving(threads: int = 4) -> Iterator[str]:
    from huiying.config.wsgi import application

    server = create_server(application, host="127.0.0.1", port=0, threads=threads)
    thread = threading.Thread(target=server.run, daemon=True, name="test-server")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(timeout=5)
