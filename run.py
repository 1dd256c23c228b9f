"""Open, test, check or measure the dashboard: makes its own Python environment, then runs in it."""

# Readable for Python 3.8, so that an older Python can still say what is needed.
from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "src"))

from metrics import address
from metrics.environment import (
    PROGRAMS,
    ROOT,
    clean_environment,
    environment_folder,
    make_environment,
    run_quietly,
)

NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3")
USAGE = (
    "run.py [serve] [--port N] [--host ADDRESS] | test [quick] [pytest arguments] | lint | "
    "benchmark [arguments]"
)
# Each worker has a server and browsers of its own.
PYTEST = ("pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")
QUICK = ("-m", "not browser and not slow")
BROWSERS, JAVA = "tests/browser/get_browser.py", "tests/spark/get_java.py"
LINTERS = (
    *("ruff check .", "ruff format --check .", "mypy", "lint-imports", "deptry src"),
    *("deno fmt --check", "deno lint", "deno check benchmarks src tests"),
)


def newer_python() -> str | None:
    """Find a Python that is new enough by running each: a name on PATH need not work."""
    for path in (os.path.join(folder, name) for name in NAMES for folder in os.get_exec_path()):
        with suppress(OSError):
            if run_quietly(path, "-c", "import sys; sys.exit(sys.version_info < (3, 11))") is None:
                return path
    return None


def use_newer_python(version: tuple[int, ...], arguments: list[str]) -> None:
    """Start again with a newer Python if this one is too old, or say what to install."""
    if version >= (3, 11):
        return
    found = newer_python()
    if found:
        os.execv(found, [found, str(ROOT / "run.py"), *arguments])
    sys.exit(
        f"village-metrics needs Python 3.11 or newer. This is Python {version[0]}.{version[1]} "
        f"({sys.executable}), and there is no newer one on PATH.\nInstall one (Debian: sudo "
        "apt-get install python3; macOS: brew install python, or the installer from python.org), "
        "then run the same command again."
    )


def exec_program(folder: Path, program: str, *arguments: str) -> NoReturn:
    """Become a program of the environment, so that signals and exit code are its own."""
    path = str(folder / PROGRAMS / program)
    if sys.platform == "win32":  # there a program cannot take another's place
        sys.exit(subprocess.call([path, *arguments], env=clean_environment()))
    os.execve(path, [path, *arguments], clean_environment())


def serve(folder: Path, wanted: int | None, host: str = address.LOCALHOST) -> NoReturn:
    """Announce the address before anything else, then open the dashboard there."""
    try:
        port = address.free_port(wanted)
    except address.PortInUse as refusal:
        sys.exit(str(refusal))
    with address.reserved(port):
        print(address.address(port, host), flush=True)
        if port != (wanted or address.DEFAULT_PORT):
            taken = f"Port {address.DEFAULT_PORT} is in use by another program"
            print(f"{taken}, so this is {port}.", flush=True)
        make_environment(folder, [])
    more = [] if host == address.LOCALHOST else ["--host", host]
    exec_program(folder, "village-metrics", "serve", "--port", str(port), *more, "--announced")


def run_module(folder: Path, extras: list[str], needs: list[str], *module: str) -> int:
    """Run a module, once the scripts named have seen to the programs that it needs."""
    make_environment(folder, extras)
    python = str(folder / PROGRAMS / "python")
    for script in needs:
        if failed := subprocess.run([python, script], env=clean_environment()).returncode:
            return failed
    return exec_program(folder, "python", "-m", *module)


def lint(folder: Path) -> int:
    """Run every check, also after one has failed."""
    make_environment(folder, ["test"])
    failed = []
    for line in LINTERS:
        print(f"== {line}", flush=True)
        program, *rest = line.split()
        if subprocess.run(
            [str(folder / PROGRAMS / program), *rest], env=clean_environment()
        ).returncode:
            failed.append(line)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return len(failed)


def main(arguments: list[str]) -> int:
    """Run the command that the arguments name."""
    use_newer_python(sys.version_info[:2], arguments)
    os.chdir(ROOT)
    folder = environment_folder()
    named = bool(arguments) and not arguments[0].startswith("-")
    command, rest = (arguments[0], arguments[1:]) if named else ("serve", arguments)
    if command == "test":
        quick = rest[:1] == ["quick"]
        needs = [BROWSERS] if quick else [BROWSERS, JAVA]
        return run_module(
            folder, ["test"], needs, *PYTEST, *(QUICK if quick else ()), *rest[quick:]
        )
    if command == "benchmark":
        return run_module(folder, ["test", "benchmark"], [BROWSERS], "benchmarks", *rest)
    parser = argparse.ArgumentParser(prog="run.py", usage=USAGE, description=__doc__)
    parser.add_argument("--port", type=address.port_number, help="8501, or the next free one")
    parser.add_argument("--host", default=address.LOCALHOST, help="the address to listen on")
    options = parser.parse_args(rest)
    if command not in ("serve", "lint"):
        parser.error(f"there is no command {command!r}: choose one of those above")
    return lint(folder) if command == "lint" else serve(folder, options.port, options.host)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
