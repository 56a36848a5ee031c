"""PostgreSQL servers for trying things out: each a cluster in a folder of its own, on a free port of this machine alone.

They are run by an ordinary user, as PostgreSQL refuses root, and are as durable as an office's: what was committed is on the
disk. With `with` they are gone at the end, whatever happened, their folders too.
"""

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

PROGRAMS = ["initdb", "postgres", "pg_ctl", "psql", "pg_basebackup"]
SETTINGS = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "400",
    "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on",
    # Containers have little of the other kind.
    "dynamic_shared_memory_type": "mmap",
}


class NoServer(Exception):
    """Why a server cannot be had here."""


def programs():
    """The folder of the newest PostgreSQL that is all there; raises NoServer."""
    places = os.environ.get("PATH", "").split(":")
    debian = pathlib.Path("/usr/lib/postgresql")
    versions = [path for path in debian.iterdir() if path.name.isdigit()] if debian.is_dir() else []
    places += [str(path / "bin") for path in sorted(versions, key=lambda path: -int(path.name))]
    for place in places:
        if place and all(os.access(os.path.join(place, name), os.X_OK) for name in PROGRAMS):
            return pathlib.Path(place)
    raise NoServer("initdb and postgres are not installed (Debian: apt install postgresql)")


def owner():
    """Whom servers run as in place of root; None where this is no root. Raises NoServer where there is nobody."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServer("PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Server:
    """A cluster: made and started by `with Server() as server`, stopped and removed at the end.

    Attributes: `folder`, its own; `data`, the cluster in it; `port`."""

    def __init__(self, **settings):
        """`settings` go over those of SETTINGS."""
        self.programs, self.owner = programs(), owner()
        self.settings = {**SETTINGS, **settings}
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="yilan-server-"))
        self.data, self.port, self.runs = self.folder / "data", None, False
        if self.owner:
            os.chown(self.folder, self.owner.pw_uid, self.owner.pw_gid)

    def __enter__(self):
        # Whoever is told to end takes its servers along.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by a signal"))
        try:
            self.make()
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_):
        self.remove()

    def make(self):
        self.command("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-D", self.data)

    def command(self, name, *words):
        """Runs one of PostgreSQL's programs to its end as the server's user; raises NoServer with what it said."""
        user = {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []} if self.owner else {}
        # Variables of libpq would send it elsewhere. A file and no pipe: a server that was started would hold that open.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        with tempfile.TemporaryFile() as said:
            ended = subprocess.run(
                [str(self.programs / name), *map(str, words)], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=said, stderr=subprocess.STDOUT, **user)
            said.seek(0)
            text = said.read().decode(errors="replace").strip()
        if ended.returncode != 0:
            raise NoServer(f"{name}: {text}")
        return text

    def start(self):
        """Starts it, again on the same port; raises NoServer."""
        options = " ".join(f"-c {name}='{value}'" for name, value in self.settings.items())
        # A port that is free now may be taken a moment later.
        for chance in range(5):
            port = self.port or free_port()
            try:
                self.command("pg_ctl", "start", "-w", "-s", "-t", 120, "-D", self.data, "-l", self.folder / "log",
                             "-o", f"-p {port} {options}")
            except NoServer:
                if self.port or chance == 4:
                    raise
                continue
            self.port, self.runs = port, True
            return

    def stop(self):
        """Ends it in order, its connections cut."""
        self.end("fast")

    def kill(self):
        """Ends it at once, with nothing written out."""
        self.end("immediate")

    def end(self, mode):
        self.command("pg_ctl", "stop", "-w", "-s", "-D", self.data, "-m", mode)
        self.runs = False

    def remove(self):
        if (self.data / "postmaster.pid").exists():
            with contextlib.suppress(NoServer):
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database="postgres", user="postgres"):
        """The address of a database, as `yilan --database` takes it."""
        return f"postgres://{user}@127.0.0.1:{self.port}/{database}"

    def ask(self, sql, database="postgres"):
        """What psql prints for statements, rows by lines and columns by `|`; raises NoServer where one fails."""
        return self.command("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.address(database), "-c", sql)

    def fresh(self, name):
        """The address of a new empty database."""
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return self.address(name)

    def follower(self, **settings):
        """A server that takes over, as it comes, all that is written to this one, and takes no writes itself (只读副本).

        To be used with `with`."""
        return Follower(self, **settings)


class Follower(Server):
    """See `Server.follower`."""

    def __init__(self, primary, **settings):
        super().__init__(**{**primary.settings, **settings})
        self.primary = primary

    def make(self):
        self.command("pg_basebackup", "-d", self.primary.address(), "-D", self.data, "-R", "-X", "stream", "-c", "fast")


if __name__ == "__main__":
    # For tests that need one: whether a server can be had here.
    try:
        programs()
        owner()
    except NoServer as reason:
        raise SystemExit(str(reason))
