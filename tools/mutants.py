"""Break the program on purpose, one place at a time, and see whether a test notices.

    python tools/mutants.py --seed 1 --count 40

draws places of ``src/routemap`` at random, the same for the same seed and sources. Each change is
made in a copy of the checkout. First run the test files that import the changed module, directly
or through one other, then the quick tests. A test that fails without the change, too, is left out.
What survives is printed with its change: a test is missing there, or the change means nothing.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import grimp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "src" / "routemap"
QUICK = "not browser and not slow"
NEAR = 1  # modules between a test file and the one that is changed, at most

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: the bytes of a file from `start` to `end` become `text`."""

    path: Path
    line: int
    what: str
    start: int
    end: int
    text: str

    def source(self) -> str:
        """Return the file with the change."""
        before = self.path.read_bytes()
        return (before[: self.start] + self.text.encode() + before[self.end :]).decode()

    def diff(self) -> str:
        """Return the change as a reader of patches knows it."""
        name = self.path.relative_to(CHECKOUT).as_posix()
        before = self.path.read_text(encoding="utf-8").splitlines()
        lines = unified_diff(before, self.source().splitlines(), name, name, n=1, lineterm="")
        return "\n".join(lines)

    @property
    def module(self) -> str:
        """Return the name that the file is imported by."""
        parts = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield all changes of one place in a file."""
    text = path.read_text(encoding="utf-8")
    starts = [0]
    for line in text.encode().split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    for node in _program(ast.parse(text)):
        for what, place in _changes(node):
            at = place.node
            yield Mutant(
                path,
                at.lineno,
                what,
                starts[at.lineno - 1] + at.col_offset,
                starts[(at.end_lineno or at.lineno) - 1] + (at.end_col_offset or 0),
                place.text,
            )


@dataclass(frozen=True)
class _Instead:
    """What stands in the place of a node."""

    node: ast.expr | ast.stmt
    text: str


def _program(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Yield what runs: no annotations, and nothing that only a checker of types reads."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "type_params"}:
            continue
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST) or isinstance(node, ast.JoinedStr):
                continue
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                continue
            if isinstance(node, ast.expr | ast.stmt):
                yield node
            yield from _program(node)


def _changes(node: ast.expr | ast.stmt) -> Iterator[tuple[str, _Instead]]:
    yield from _changed_statement(node) if isinstance(node, ast.stmt) else _changed_value(node)
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition", _Instead(node.test, f"(not ({ast.unparse(node.test)}))")


def _changed_statement(node: ast.stmt) -> Iterator[tuple[str, _Instead]]:
    match node:
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield "return", _Instead(node, "return None")
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield "statement", _Instead(node, "pass")


def _changed_value(node: ast.expr) -> Iterator[tuple[str, _Instead]]:
    def instead(changed: ast.expr) -> _Instead:
        return _Instead(node, f"({ast.unparse(changed)})")

    match node:
        case ast.Compare(left=left, ops=[operator], comparators=others):
            yield "comparison", instead(ast.Compare(left, [_COMPARISONS[type(operator)]()], others))
        case ast.BoolOp(op=operator, values=values):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield "and/or", instead(ast.BoolOp(other, values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "negation", instead(operand)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            yield "arithmetic", instead(ast.BinOp(left, _OPERATORS[type(operator)](), right))
        case ast.Constant(value=bool(value)):
            yield "constant", _Instead(node, f"{not value}")
        case ast.Constant(value=int(value) | float(value)):
            yield from (("constant", _Instead(node, f"({value + step})")) for step in (1, -1))
        case ast.Call(func=function, args=[first, second, *others], keywords=keywords):
            yield "arguments", instead(ast.Call(function, [second, first, *others], keywords))


def draw(known: Sequence[Mutant], count: int, seed: int) -> list[Mutant]:
    """Return so many changes, of each kind about as many: most places in a program are numbers."""
    kinds = defaultdict(list)
    for mutant in known:
        kinds[mutant.what].append(mutant)
    chance = random.Random(seed)  # noqa: S311  nothing is kept secret
    for mutants in kinds.values():
        chance.shuffle(mutants)
    drawn: list[Mutant] = []
    while len(drawn) < min(count, len(known)):
        drawn.append(chance.choice([mutants for mutants in kinds.values() if mutants]).pop())
    return drawn


# Tests -------------------------------------------------------------------------------------------


def near_tests(module: str) -> list[str]:
    """Return the test files that import a module, then those that do so through so many others."""
    graph = grimp.build_graph("routemap", exclude_type_checking_imports=True, cache_dir=None)
    imported = {path: _imported(path) for path in sorted((CHECKOUT / "tests").glob("test_*.py"))}
    near, found = {module}, dict[str, None]()
    for _ in range(NEAR + 1):
        found |= {f"tests/{path.name}": None for path in imported if near & imported[path]}
        near |= {each for one in near for each in graph.find_modules_that_directly_import(one)}
    return [*found]


def _imported(path: Path) -> set[str]:
    """Return the modules that a file of tests imports, its helpers' among them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    helpers = [path.with_name(f"{name}.py") for name in found if "." not in name]
    return found.union(*(_imported(helper) for helper in helpers if helper.exists()))


class Copies:
    """The checkout twice: as it is, and with a change."""

    def __init__(self, folder: Path, jobs: str) -> None:
        self.clean, self.changed = folder / "clean", folder / "changed"
        self.jobs = jobs
        names = subprocess.run(
            ["git", "ls-files", "-z"],  # noqa: S607  git where the user has it
            cwd=CHECKOUT, capture_output=True, text=True, check=True,
        ).stdout.split("\0")  # fmt: skip
        for name in filter(None, names):
            for copy in (self.clean, self.changed):
                if (CHECKOUT / name).is_file():
                    (copy / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(CHECKOUT / name, copy / name)

    def verdict(self, mutant: Mutant, seconds: float) -> str:
        """Return which test notices a change, else that it survives or that time ran out."""
        target = self.changed / mutant.path.relative_to(CHECKOUT)
        target.write_text(mutant.source(), encoding="utf-8")
        try:
            return self._verdict(mutant.module, time.monotonic() + seconds)
        finally:
            shutil.copy(mutant.path, target)

    def _verdict(self, module: str, until: float) -> str:
        left_out: list[str] = []
        near = near_tests(module)
        for chosen, mark in ((near, "not browser"), ([], QUICK)):
            if not chosen and mark != QUICK:
                continue
            while failed := self._first_failure(self.changed, chosen, mark, left_out, until):
                if failed == "time":
                    return "time ran out"
                if "::" not in failed or not self._first_failure(
                    self.clean, [failed], "not browser", [], until
                ):
                    return f"caught by {failed}"
                left_out.append(failed)
        return "SURVIVED"

    def _first_failure(
        self, copy: Path, chosen: list[str], mark: str, left_out: list[str], until: float
    ) -> str:
        """Return the first test that fails, "" if none does."""
        without = [f"--deselect={name}" for name in left_out]
        options = ["-x", "-q", "-rfE", "-m", mark, "-n", self.jobs]
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *options, *without, *chosen],
                cwd=copy, capture_output=True, text=True, check=False,
                timeout=max(until - time.monotonic(), 1),
                env={**os.environ, "PYTHONPATH": str(copy / "src")},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return "time"
        named = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", done.stdout, re.MULTILINE)
        return named[1] if named else "" if done.returncode in {0, 5} else "no test can run"


def main() -> None:
    """Draw, try and count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--only", default="", metavar="TEXT", help="in paths that have this text")
    parser.add_argument("--seconds", type=float, default=900, help="for one change, at most")
    parser.add_argument("--jobs", default="2", help="processes that run tests")
    parser.add_argument("--list", action="store_true", help="show the changes, and try none")
    chosen = parser.parse_args()

    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if chosen.only in path.as_posix()]
    known = [mutant for path in paths for mutant in mutants_of(path)]
    drawn = draw(known, chosen.count, chosen.seed)
    print(f"{len(drawn)} of {len(known):,} changes, seed {chosen.seed}")
    verdicts = []
    with tempfile.TemporaryDirectory() as folder:
        copies = None if chosen.list else Copies(Path(folder), chosen.jobs)
        for number, mutant in enumerate(drawn, 1):
            verdict = copies.verdict(mutant, chosen.seconds) if copies else "not tried"
            verdicts.append(verdict)
            print(f"\n{number}. {mutant.what}: {verdict}\n{mutant.diff()}", flush=True)
    caught = sum(verdict.startswith("caught") for verdict in verdicts)
    print(f"\n{caught} of {len(drawn)} caught, {verdicts.count('SURVIVED')} survived")


if __name__ == "__main__":
    main()
