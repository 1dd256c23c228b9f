"""The Python environment that run.py works in: where it belongs and how it is made.

run.py imports this with whatever Python the machine has, so it uses the standard library only and
syntax that Python 3.8 can read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = "Scripts" if os.name == "nt" else "bin"  # the folder of an environment's programs
# What lets other packages leak in, and what has every start compile all modules anew.
LEFT_OUT = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")


def clean_environment() -> dict[str, str]:
    """Return the variables for children, without those that would change or slow them."""
    return {k: v for k, v in os.environ.items() if k not in LEFT_OUT}


def run_quietly(*command: str) -> str | None:
    """Run a command unseen; return nothing if it worked, else the last lines it printed."""
    null, pipe, out = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT
    # Open files are handed on, so that the lock lasts while an orphaned pip is still at work.
    done = subprocess.run(
        command, env=clean_environment(), stdin=null, stdout=pipe, stderr=out, close_fds=False
    )
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    return "\n".join(lines[-12:]) if done.returncode else None


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that needs no question; return whether it worked."""
    if sys.platform == "win32":
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not all(shutil.which(program) for program in ["apt-get", *sudo[:1]]):
        return False
    print(f"Installing {' '.join(packages)} with apt-get ...", flush=True)
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    run_quietly(*apt, "update")  # a source that does not answer need not be the one that counts
    return run_quietly(*apt, "install", "-y", "--no-install-recommends", *packages) is None


def environment_folder() -> Path:
    """Return where the environment belongs: in the checkout, else in the user's cache."""
    if os.access(ROOT, os.W_OK):
        return ROOT / ".venv"
    usual = os.path.expanduser("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")
    name = "venv-" + hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return Path(os.environ.get("XDG_CACHE_HOME") or usual, "village-metrics", name)


def wanted_stamp(extras: list[str]) -> dict[str, Any]:
    """Return what an environment is made from; it works at one place, with one Python."""
    checksum = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return {"base": f"{ROOT} {sys.version}", "pyproject": checksum, "extras": extras}


def stamp_of(folder: Path) -> dict[str, Any]:
    """Return the stamp of an environment; an empty one if it is half made or broken."""
    names = ("python", "village-metrics")
    programs = [shutil.which(name, path=str(folder / PROGRAMS)) for name in names]
    with suppress(OSError, ValueError):
        found: dict[str, Any] = json.loads((folder / "stamp.json").read_text())
        return found if all(programs) else {}
    return {}


def is_ready(folder: Path, extras: list[str]) -> bool:
    """Say whether an environment is what it should be; more extras do no harm."""
    found, wanted = stamp_of(folder), wanted_stamp(extras)
    enough = set(extras) <= set(found.get("extras", []))
    return enough and {**found, "extras": extras} == wanted


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, waiting for whoever has it."""
    handle = os.open(folder / ".venv.lock", os.O_RDWR | os.O_CREAT)
    os.set_inheritable(handle, True)
    with suppress(OSError):  # a network drive may know no locks
        _lock(handle)
    try:
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)


def make_environment(folder: Path, extras: list[str]) -> None:
    """Make the environment unless it is there; a second run.py waits for the first."""
    if is_ready(folder, extras):
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(
            f"The folder {folder.parent} for the Python environment cannot be made: "
            f"{error.strerror}. Set XDG_CACHE_HOME to a folder you can write to, then run the "
            "same command again."
        )
    with locked(folder.parent):
        if not is_ready(folder, extras):
            build(folder, extras)


def build(folder: Path, extras: list[str]) -> None:
    """Make or complete the environment; the stamp comes last, so it vouches for the rest."""
    stamp, wanted, base = folder / "stamp.json", wanted_stamp(extras), stamp_of(folder).get("base")
    print(f"Making the Python environment in {folder}; this can take a minute ...", flush=True)
    with suppress(FileNotFoundError):
        stamp.unlink()
    if base != wanted["base"]:
        make_venv(folder)
    pip = (str(folder / PROGRAMS / "python"), "-m", "pip", "install", "-q")
    package = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    failure = run_quietly(*pip, "--disable-pip-version-check", "-e", package)
    if failure is not None:
        sys.exit(
            f"{failure}\nInstalling the packages into {folder} failed; pip's last lines are above."
            " Check the network connection, then run the same command again."
        )
    new = folder / "stamp.json.new"
    new.write_text(json.dumps(wanted))
    new.replace(stamp)


def make_venv(folder: Path) -> None:
    """Make an empty environment; Debian keeps a part of Python that this needs in a package."""
    package = f"python3.{sys.version_info[1]}-venv"
    if importlib.util.find_spec("ensurepip") is None and not apt_install(package):
        sys.exit(
            f"{sys.executable} cannot make an environment: its module ensurepip is missing.\n"
            f"Type: sudo apt-get update && sudo apt-get install -y {package}\n"
            "Then run the same command again."
        )
    failure = run_quietly(sys.executable, "-m", "venv", "--clear", str(folder))
    if failure is not None:
        sys.exit(f"{failure}\nMaking the environment {folder} failed. Remove it and try again.")
