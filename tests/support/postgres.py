"""A throwaway PostgreSQL cluster on a unix socket: made, used, stopped and removed."""

import contextlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

SERVICE_USER = "postgres"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


class ClusterDidNotStart(RuntimeError):
    """PostgreSQL's own words about why."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: Debian keeps them off the path, the newest version last."""
    found = shutil.which("initdb")
    candidates = [Path(found).resolve().parent] if found else []
    debian = Path("/usr/lib/postgresql")
    if debian.is_dir():
        versions = sorted(debian.iterdir(), key=lambda path: float(path.name))
        candidates += [version / "bin" for version in reversed(versions)]
    return next((path for path in candidates if (path / "initdb").exists()), None)


def _as_service_user() -> list[str]:
    """PostgreSQL refuses to run as root; as anybody else it runs as that person."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={SERVICE_USER}", f"--regid={SERVICE_USER}", "--clear-groups", "--"]


def _run(folder: Path, *command: str | Path) -> None:
    with (folder / "command.log").open("w+") as log:
        # A file and no pipe: the server inherits the stream and would hold a pipe open for ever.
        done = subprocess.run(
            [*_as_service_user(), *map(str, command)],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            log.seek(0)
            server = folder / "server.log"
            told = server.read_text() if server.exists() else ""
            raise ClusterDidNotStart(f"{command[0]}: {log.read()}\n{told}")


@contextlib.contextmanager
def cluster(folder: Path, options: str = FAST) -> Iterator[Path]:
    """Runs in `folder`; yields the folder of its socket. The superuser is `huiying`, trusted."""
    found = programs()
    if found is None:
        raise ClusterDidNotStart("initdb is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    socket = folder / "socket"
    socket.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        owner = pwd.getpwnam(SERVICE_USER)
        for path in (folder, socket):
            os.chown(path, owner.pw_uid, owner.pw_gid)
        folder.parent.chmod(0o711)
    data = folder / "data"
    _run(folder, found / "initdb", "-D", data, "-U", "huiying", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync")  # fmt: skip
    server = f"-c listen_addresses='' -c unix_socket_directories='{socket}' {options}"
    control = (found / "pg_ctl", "-D", data)
    _run(folder, *control, "-w", "-l", folder / "server.log", "-o", server, "start")
    try:
        yield socket
    finally:
        with contextlib.suppress(ClusterDidNotStart):
            _run(folder, *control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
