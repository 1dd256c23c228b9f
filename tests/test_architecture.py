"""The house stays small: short functions, short modules, one writer of session state."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONTENTS = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]
PACKAGE = sorted((ROOT / "src").rglob("*.py"))
BENCHMARKS = sorted((ROOT / "benchmarks").rglob("*.py"))
CODE = [ROOT / "run.py", *CONTENTS, *PACKAGE, *BENCHMARKS]
EVERYTHING = [*CODE, *sorted((ROOT / "tests").rglob("*.py"))]
FUNCTION, MODULE, PAGE = 40, 300, 20
WRITING = {"update", "setdefault", "pop", "popitem", "clear", "__setitem__", "__delitem__"}
DEFINED = re.compile(r"^ *(?:def|class) ([a-z]\w+|[A-Z]\w*)|^([A-Z]\w*)(?:: [^=\n]+)? =", re.M)
CALLED_BY_A_LIBRARY = {"handle_starttag", "handle_data", "handle_endtag", "seekable"}
EXCEPTION = re.compile(r"# type: ignore(\[[^]]*\])?(?P<reason>.*)")


def named(path: Path) -> str:
    """Name a file as it stands in the tree."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function of a module, nested ones and methods as well."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def defined(source: str) -> set[str]:
    """Return the names of a module's functions, classes, methods and constants."""
    return {name for pair in DEFINED.findall(source) for name in pair if name}


def lines(path: Path) -> int:
    """Count a file's lines."""
    return len(path.read_text(encoding="utf-8").splitlines())


def is_state(node: ast.AST) -> bool:
    """Say whether an expression is session state or something inside it."""
    if isinstance(node, ast.Attribute):
        return node.attr == "session_state" or is_state(node.value)
    if isinstance(node, ast.Subscript):
        return is_state(node.value)
    return isinstance(node, ast.Name) and node.id == "session_state"


def writes_state(source: str) -> bool:
    """Say whether code assigns to session state, deletes from it or calls what changes it."""
    for node in ast.walk(ast.parse(source)):
        stored = isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(
            node.ctx, ast.Load
        )
        if stored and is_state(node):
            return True
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in WRITING and is_state(called.value):
            return True
    return False


def unreasoned(line: str) -> bool:
    """Say whether a line is exempt from the types without a comment that says why."""
    found = EXCEPTION.search(line)
    return found is not None and re.match(r" # \w", found["reason"]) is None


def test_functions_and_modules_are_short() -> None:
    assert {named(path): lines(path) for path in CODE if lines(path) > MODULE} == {}
    long = {
        f"{named(path)}:{f.name}": f.end_lineno - f.lineno + 1
        for path in CODE
        for f in functions(path)
        if f.end_lineno
    }
    assert {name: count for name, count in long.items() if count > FUNCTION} == {}


@pytest.mark.slow
def test_every_name_is_used_by_the_product() -> None:
    sources = {named(path): path.read_text(encoding="utf-8") for path in CODE}
    words = Counter(word for source in sources.values() for word in re.findall(r"\w+", source))
    unused = [
        f"{name} of {path}"
        for path, source in sources.items()
        for name in sorted(defined(source) - CALLED_BY_A_LIBRARY)
        if words[name] == 1
    ]
    assert unused == []


@pytest.mark.parametrize("path", CONTENTS, ids=named)
def test_a_page_only_chooses_calls_and_places(path: Path) -> None:
    assert lines(path) <= PAGE
    assert functions(path) == []


@pytest.mark.slow
def test_only_one_module_writes_session_state() -> None:
    writers = [named(path) for path in CODE if writes_state(path.read_text(encoding="utf-8"))]
    assert writers == ["src/metrics/ui/state.py"]


WRITES = [
    "st.session_state['a'] = 1",
    "st.session_state.a = 1",
    "st.session_state['a'] += 1",
    "st.session_state['a']['b'] = 1",
    "del st.session_state['a']",
    "st.session_state.update(a=1)",
    "session_state.clear()",
    "st.session_state, x = 1, 2",
]


@pytest.mark.parametrize("source", WRITES)
def test_a_write_is_known_as_one(source: str) -> None:
    assert writes_state(source)


@pytest.mark.parametrize("source", ["x = st.session_state['a']", "st.session_state.get('a')"])
def test_a_read_is_no_write(source: str) -> None:
    assert not writes_state(source)


def test_every_exception_from_types_has_its_reason_beside_it() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in EVERYTHING
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if unreasoned(line) and path != Path(__file__)
    ]
    assert found == []


def test_a_reason_is_told_from_none() -> None:
    mark = "x  # type: " + "ignore"
    bare = [mark, f"{mark}[misc]", f"{mark}[misc] #", f"{mark} because"]
    assert all(unreasoned(line) for line in bare)
    assert not unreasoned(f"{mark}[misc] # what the stub leaves out")
    assert not unreasoned("x = 1  # an integer")
