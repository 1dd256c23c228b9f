"""Open, test or check the dashboard: makes its own Python environment, then runs in it.

Readable for Python 3.8, so that an older Python can still say what is needed.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import partial
from typing import NoReturn

ROOT = os.path.dirname(os.path.abspath(__file__))
NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3")
USAGE = "run.py [serve] [--port N]  |  run.py test [pytest arguments]  |  run.py lint"
LINTERS = ("ruff check .", "ruff format --check .", "mypy", "lint-imports")
say = partial(print, flush=True)  # at once, so that it stands before what a child prints

# The port logic is loaded as a lone file: the rest of the package needs the environment.
_spec = importlib.util.spec_from_file_location("address", f"{ROOT}/src/metrics/address.py")
assert _spec and _spec.loader
address = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(address)


def child_environment() -> dict[str, str]:
    """Return the variables for children, without what lets other packages leak in."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    return {**kept, "PYTHONNOUSERSITE": "1"}


def quietly(*command: str) -> str | None:
    """Run a command unseen; return nothing if it worked, else the last lines it printed."""
    variables, null, pipe = child_environment(), subprocess.DEVNULL, subprocess.PIPE
    # Open files are handed on, so that the lock lasts while an orphaned pip is still at work.
    done = subprocess.run(
        command, env=variables, stdin=null, stdout=pipe, stderr=subprocess.STDOUT, close_fds=False
    )
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    return "\n".join(lines[-12:]) if done.returncode else None


def newer_python() -> str | None:
    """Find a Python that is new enough by running each: a name on PATH need not work."""
    folders = [*os.get_exec_path(), "/opt/homebrew/bin", "/usr/local/bin"]
    for path in (os.path.join(folder, name) for name in NAMES for folder in folders):
        with suppress(OSError):
            if quietly(path, "-c", "import sys; sys.exit(sys.version_info < (3, 11))") is None:
                return path
    return None


def use_newer_python(version: tuple[int, ...], arguments: list[str]) -> None:
    """Start again with a newer Python if this one is too old, or say what to install."""
    if version >= (3, 11):
        return
    if found := newer_python():
        os.execv(found, [found, os.path.join(ROOT, "run.py"), *arguments])
    sys.exit(
        f"village-metrics needs Python 3.11 or newer. This is Python {version[0]}.{version[1]} "
        f"({sys.executable}), and there is no newer one on PATH.\nInstall one (Debian: sudo "
        "apt-get install python3; macOS: brew install python, or the installer from python.org), "
        "then run the same command again."
    )


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that needs no question; return whether it worked."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not all(shutil.which(program) for program in ["apt-get", *sudo[:1]]):
        return False
    say(f"Installing {' '.join(packages)} with apt-get ...")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    quietly(*apt, "update")  # a source that does not answer need not be the one that counts
    return quietly(*apt, "install", "-y", "--no-install-recommends", *packages) is None


def environment_folder(root: str) -> str:
    """Return where the environment belongs: in the checkout, else in the user's cache."""
    if os.access(root, os.W_OK):
        return os.path.join(root, ".venv")
    usual = os.path.expanduser("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")
    name = "venv-" + hashlib.sha256(root.encode()).hexdigest()[:12]
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or usual, "village-metrics", name)


def wanted_stamp(root: str, extras: list[str]) -> dict[str, str | list[str]]:
    """Return what an environment is made from; it works at one place, with one Python."""
    with open(os.path.join(root, "pyproject.toml"), "rb") as file:
        checksum = hashlib.sha256(file.read()).hexdigest()
    return {"base": f"{root} {sys.version}", "pyproject": checksum, "extras": extras}


def stamp_of(folder: str) -> dict[str, str | list[str]]:
    """Return the stamp of an environment; an empty one if it is half made or broken."""
    programs = [os.path.join(folder, "bin", name) for name in ("python", "village-metrics")]
    with suppress(OSError, ValueError), open(os.path.join(folder, "stamp.json")) as file:
        found: dict[str, str | list[str]] = json.load(file)
        return found if all(map(os.path.exists, programs)) else {}
    return {}


def satisfies(found: dict[str, str | list[str]], wanted: dict[str, str | list[str]]) -> bool:
    """Say whether an environment has what is wanted; more extras do no harm."""
    enough = set(wanted["extras"]) <= set(found.get("extras", []))
    return enough and {**found, "extras": ""} == {**wanted, "extras": ""}


def make_environment(folder: str, extras: list[str]) -> None:
    """Make the environment unless it is there; a second run.py waits for the first."""
    if satisfies(stamp_of(folder), wanted_stamp(ROOT, extras)):
        return
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    lock = os.open(os.path.dirname(folder), os.O_RDONLY)  # a folder can be locked like a file
    os.set_inheritable(lock, True)
    with suppress(OSError):  # a network drive may know no locks
        fcntl.flock(lock, fcntl.LOCK_EX)
    if not satisfies(stamp_of(folder), wanted_stamp(ROOT, extras)):
        build(folder, wanted_stamp(ROOT, extras))
    os.close(lock)


def build(folder: str, wanted: dict[str, str | list[str]]) -> None:
    """Make or complete the environment; the stamp comes last, so it vouches for the rest."""
    stamp, base = os.path.join(folder, "stamp.json"), stamp_of(folder).get("base")
    with suppress(FileNotFoundError):
        os.remove(stamp)
    say(f"Making the Python environment in {folder} ...")
    if base != wanted["base"]:
        make_venv(folder)
    extras = f"[{','.join(wanted['extras'])}]" if wanted["extras"] else ""
    pip = [os.path.join(folder, "bin", "python"), "-m", "pip", "install", "-q"]
    failure = quietly(*pip, "--disable-pip-version-check", "-e", ROOT + extras)
    if failure is not None:
        sys.exit(
            f"{failure}\nInstalling the packages into {folder} failed; pip's last lines are above."
            " Check the network connection, then run the same command again."
        )
    with open(stamp + ".new", "w") as file:
        json.dump(wanted, file)
    os.replace(stamp + ".new", stamp)


def make_venv(folder: str) -> None:
    """Make an empty environment; Debian keeps a part of Python that this needs in a package."""
    package = f"python3.{sys.version_info.minor}-venv"
    if importlib.util.find_spec("ensurepip") is None and not apt_install(package):
        sys.exit(
            f"{sys.executable} cannot make an environment: its module ensurepip is missing.\n"
            f"Type: sudo apt-get update && sudo apt-get install -y {package}\n"
            "Then run the same command again."
        )
    failure = quietly(sys.executable, "-m", "venv", "--clear", folder)
    if failure is not None:
        sys.exit(f"{failure}\nMaking the environment {folder} failed. Remove it and try again.")


def become(folder: str, program: str, *arguments: str) -> NoReturn:
    """Become a program of the environment, so that signals and exit code are its own."""
    path = os.path.join(folder, "bin", program)
    os.execve(path, [path, *arguments], child_environment())


def serve(folder: str, wanted: int | None) -> NoReturn:
    """Announce the address before anything else, then open the dashboard there."""
    try:
        port = address.free_port(wanted)
    except address.PortInUse as refusal:
        sys.exit(str(refusal))
    with address.reserved(port):
        ready = satisfies(stamp_of(folder), wanted_stamp(ROOT, []))
        remark = "" if ready else "  (opens when ready; first start takes about a minute)"
        say(address.address(port) + remark)
        if port != (wanted or address.DEFAULT_PORT):
            say(f"Port {address.DEFAULT_PORT} is in use by another program, so this is {port}.")
        make_environment(folder, [])
    become(folder, "village-metrics", "serve", "--port", str(port), "--announced")


def test(folder: str, arguments: list[str]) -> int:
    """Run the tests, with a browser for those that need one."""
    make_environment(folder, ["test"])
    python = os.path.join(folder, "bin", "python")
    browser = subprocess.run([python, "tests/browser/get_browser.py"], env=child_environment())
    return browser.returncode or become(folder, "python", "-m", "pytest", *arguments)


def lint(folder: str) -> int:
    """Run every check, also after one has failed."""
    make_environment(folder, ["test"])
    failed = []
    for line in LINTERS:
        say(f"== {line}")
        program, *rest = line.split()
        command = [os.path.join(folder, "bin", program), *rest]
        if subprocess.run(command, env=child_environment()).returncode:
            failed.append(line)
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return len(failed)


def main(arguments: list[str]) -> int:
    """Run the command that the arguments name."""
    use_newer_python(sys.version_info[:2], arguments)
    os.chdir(ROOT)
    folder = environment_folder(ROOT)
    if arguments[:1] == ["test"]:
        return test(folder, arguments[1:])
    parser = argparse.ArgumentParser(prog="run.py", usage=USAGE, description=__doc__)
    parser.add_argument("command", nargs="?", choices=("serve", "lint"), default="serve")
    parser.add_argument("--port", type=address.port_number, help="8501, or the next free one")
    options = parser.parse_args(arguments)
    return lint(folder) if options.command == "lint" else serve(folder, options.port)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
