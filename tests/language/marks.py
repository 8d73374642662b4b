"""Finds texts for people in the source that no message catalog can translate."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

SAYING = frozenset(
    {"say", "fail", "ClickException", "UsageError", "BadParameter", "BadOptionUsage"}
)
"""Functions and exceptions whose first argument a person reads, besides the library's errors."""
KEYWORDS = frozenset({"message", "remedy", "suggestion"})
_WORD = re.compile(r"[A-Za-z]{2}")


def unmarked(root: Path, folders: Sequence[str]) -> list[str]:
    """The places of texts that reach a person unmarked: ``file:line: text``."""
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((root / folder).rglob("*.py"))
    }
    saying = SAYING | _errors(trees.values())
    return [
        f"{path.relative_to(root)}:{node.lineno}: {ast.unparse(node)}"
        for path, tree in trees.items()
        for node in _in_module(tree, saying)
    ]


def _errors(trees: Iterable[ast.Module]) -> set[str]:
    """The names of the library's own errors."""
    parents = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"NomenklaturError"}
    while more := {name for name, bases in parents.items() if bases & found} - found:
        found |= more
    return found


def _in_module(tree: ast.Module, saying: set[str] | frozenset[str]) -> Iterator[ast.expr]:
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        nodes = list(_own(scope))
        assigned = _assigned(nodes)
        for call in (node for node in nodes if isinstance(node, ast.Call)):
            for said, whole in _said_by(call, saying):
                yield from _texts(said, assigned, frozenset(), whole=whole)


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope without those of the functions in it."""
    for child in ast.iter_child_nodes(scope):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in child.decorator_list:
                yield from (decorator, *_own(decorator))
            continue
        yield child
        yield from _own(child)


def _assigned(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """What names of a scope stand for."""
    found: defaultdict[str, list[ast.expr]] = defaultdict(list)
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found[target.id].append(node.value)
    return found


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _said_by(call: ast.Call, saying: set[str] | frozenset[str]) -> Iterator[tuple[ast.expr, bool]]:
    """The arguments that a person reads, and whether they must be one whole message."""
    name = _name(call)
    if name == "Finding":
        yield from ((argument, True) for argument in (*call.args[1:2], *call.args[3:4]))
    elif name in saying:
        yield from ((argument, False) for argument in call.args[:1])
    for keyword in call.keywords:
        if keyword.arg in KEYWORDS and name in {*saying, "Finding", "evolve"}:
            yield keyword.value, name in {"Finding", "evolve"}
        if keyword.arg == "help" and name in {"option", "Option", "argument"}:
            yield keyword.value, True


def _texts(
    node: ast.expr, assigned: dict[str, list[ast.expr]], seen: frozenset[str], *, whole: bool
) -> Iterator[ast.expr]:
    """The parts of an expression that are texts without a mark."""
    match node:
        case ast.Constant(str(text)):
            if _WORD.search(text):
                yield node
        case ast.JoinedStr(parts):
            literal = "".join(str(p.value) for p in parts if isinstance(p, ast.Constant))
            if whole or _WORD.search(literal):
                yield node
        case ast.Name(name):
            for value in assigned.get(name, ()) if name not in seen else ():
                yield from _texts(value, assigned, seen | {name}, whole=whole)
        case _:
            for part in _parts(node):
                yield from _texts(part, assigned, seen, whole=whole)


def _parts(node: ast.expr) -> Sequence[ast.expr]:
    """What an expression is put together from; nothing of a mark or another function."""
    match node:
        case ast.BinOp(left, ast.Add(), right):
            return left, right
        case ast.IfExp(body=body, orelse=orelse):
            return body, orelse
        case ast.BoolOp(values=values):
            return values
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            return (inner,)
        case _:
            return ()


def shadowed(root: Path, folders: Sequence[str]) -> list[str]:
    """Where ``_`` is a variable beside messages, which takes the mark away from them."""
    return [
        f"{path.relative_to(root)}:{node.lineno}"
        for folder in folders
        for path in sorted((root / folder).rglob("*.py"))
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(one, ast.Call) and _name(one) == "_" for one in _own(function))
        for node in _outside_comprehensions(function)
        if isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store)
    ]


def _outside_comprehensions(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function, but for comprehensions, whose variables are their own."""
    for child in ast.iter_child_nodes(node):
        alone = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.FunctionDef
        if not isinstance(child, alone):
            yield child
            yield from _outside_comprehensions(child)
