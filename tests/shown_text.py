"""Follows what the sources hand to Streamlit back to where it comes from, as far as that can be told without running.

A text may be shown as markdown where it is made of our own words, of numbers and dates, or of what was escaped. What a
function is given is looked up at all the places that call it.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_OUR_TYPES = {"int", "float", "bool", "date", "datetime"}
# Methods that give back the words of what they belong to and of what they are given.
_STILL_OURS = {
    *("lower", "upper", "capitalize", "strip", "removesuffix", "removeprefix", "title", "replace", "split"),
    *("join", "format", "values", "items", "decode"),
}
_SAME_WORDS = {"list", "tuple", "sorted", "str", "cast", "reversed", "MappingProxyType"}


@dataclass(frozen=True)
class Trusted:
    """What gives no person's words: functions by name, attributes by name."""

    functions: frozenset[str]
    attributes: frozenset[str]


@dataclass
class Module:
    """One source: what stands at its top, and what it takes from others."""

    path: str
    tree: ast.Module
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    values: dict[str, list[ast.expr]] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look over the source."""
        self.functions = {node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)}
        self.values = _assigned(self.tree.body)
        self.imported = {
            name.asname or name.name: (node.module or "", name.name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }


@dataclass(frozen=True)
class Place:
    """Where an expression stands: its module, and the function around it (None at the top)."""

    module: Module
    function: ast.FunctionDef | None


def modules(root: Path, patterns: tuple[str, ...]) -> dict[str, Module]:
    """Return the sources that the patterns name, by dotted name."""
    found = sorted(path for pattern in patterns for path in root.glob(pattern))
    named = {path.relative_to(root).with_suffix("").as_posix().replace("/", "."): path for path in found}
    return {
        name.removesuffix(".__init__"): Module(str(path.relative_to(root)), ast.parse(path.read_text(encoding="utf-8")))
        for name, path in named.items()
    }


def calls(module: Module) -> Iterator[tuple[ast.Call, Place]]:
    """Give each call of a module, and where it stands."""
    yield from _calls(module.tree, Place(module, None))


def _calls(node: ast.AST, place: Place) -> Iterator[tuple[ast.Call, Place]]:
    for child in ast.iter_child_nodes(node):
        inner = Place(place.module, child) if isinstance(child, ast.FunctionDef) else place
        if isinstance(child, ast.Call):
            yield child, place
        yield from _calls(child, inner)


class Sources:
    """All sources together; `foreign` tells which parts of an expression may hold somebody's words."""

    def __init__(self, found: Mapping[str, Module], trusted: Trusted) -> None:
        self._modules = found
        self._trusted = trusted
        self._busy: set[tuple[int, int]] = set()
        self._calls = [each for module in found.values() for each in calls(module)]

    def foreign(self, node: ast.expr, place: Place) -> list[str]:
        """Return the parts that are not known to be ours, as written in the source."""
        key = (id(node), id(place.function))
        if key in self._busy:
            return []
        self._busy.add(key)
        try:
            return self._foreign(node, place)
        finally:
            self._busy.discard(key)

    def _all(self, nodes: list[ast.expr], place: Place) -> list[str]:
        return [part for node in nodes for part in self.foreign(node, place)]

    def _foreign(self, node: ast.expr, place: Place) -> list[str]:
        match node:
            case ast.Call():
                return self._of_call(node, place)
            case ast.Name():
                return self._of_name(node, place)
            case ast.Attribute(attr=name) if name in self._trusted.attributes:
                return []
        parts = _made_of(node)
        return [ast.unparse(node)] if parts is None else self._all(parts, place)

    def _of_call(self, node: ast.Call, place: Place) -> list[str]:
        name = _name_of(node.func)
        if name in self._trusted.functions:
            return []
        called = self._function(node.func, place)
        if called is not None:
            returned = [each.value for each in ast.walk(called.function or ast.Pass()) if isinstance(each, ast.Return)]
            return self._all([value for value in returned if value is not None], called)
        words = _words_of(node, name)
        return [ast.unparse(node)] if words is None else self._all(words, place)

    def _of_name(self, node: ast.Name, place: Place) -> list[str]:
        if place.function is not None:
            bound = _assigned(place.function.body).get(node.id)
            if bound:
                return self._all(bound, place)
            if node.id in _parameters(place.function):
                return self._of_parameter(node.id, place)
        if node.id in place.module.values:
            return self._all(place.module.values[node.id], Place(place.module, None))
        source, name = place.module.imported.get(node.id, ("", ""))
        if source in self._modules and name in self._modules[source].values:
            other = self._modules[source]
            return self._all(other.values[name], Place(other, None))
        return [node.id]

    def _of_parameter(self, name: str, place: Place) -> list[str]:
        """Return what callers hand over for a parameter, unless its type tells that it can't be somebody's words."""
        function = place.function
        assert function is not None
        kind = _parameters(function)[name]
        if kind is not None and ast.unparse(kind).removesuffix(" | None") in _OUR_TYPES:
            return []
        given = [each for call, at in self._calls for each in self._given(call, at, place, name)]
        default = _defaults(function).get(name)
        if default is not None:
            given.append((default, Place(place.module, None)))
        if not given:
            return [f"{function.name}({name})"]
        return [part for value, at in given for part in self.foreign(value, at)]

    def _given(self, call: ast.Call, at: Place, place: Place, name: str) -> Iterator[tuple[ast.expr, Place]]:
        called = self._function(call.func, at)
        if called is None or called.function is not place.function:
            return
        names = list(_parameters(place.function)) if place.function else []
        yield from ((value, at) for given, value in zip(names, call.args, strict=False) if given == name)
        yield from ((each.value, at) for each in call.keywords if each.arg == name)

    def _function(self, func: ast.expr, place: Place) -> Place | None:
        """Return the function that is called, where it is one of these sources."""
        if isinstance(func, ast.Name) and func.id in place.module.functions:
            return Place(place.module, place.module.functions[func.id])
        if isinstance(func, ast.Name):
            source, name = place.module.imported.get(func.id, ("", ""))
        elif isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
            package, part = place.module.imported.get(func.value.id, ("", ""))
            source, name = f"{package}.{part}", func.attr
        else:
            return None
        other = self._modules.get(source)
        return Place(other, other.functions[name]) if other and name in other.functions else None


def _words_of(call: ast.Call, name: str) -> list[ast.expr] | None:
    """Return where the words come from that a call of Python's own gives back; None where that can't be told."""
    if isinstance(call.func, ast.Name) and name in _SAME_WORDS:
        return call.args[-1:]
    if isinstance(call.func, ast.Attribute) and name == "get":
        return [call.func.value, *call.args[1:]]
    if isinstance(call.func, ast.Attribute) and name in _STILL_OURS:
        return [call.func.value, *call.args, *(each.value for each in call.keywords)]
    return None


def _made_of(node: ast.expr) -> list[ast.expr] | None:  # noqa: PLR0911 - one line a kind
    """Return the parts that an expression's words come from; None where that can't be told."""
    match node:
        case ast.Constant() | ast.Compare():
            return []
        case ast.JoinedStr(values=values):
            return [value for value in values if not _is_number(value)]
        case ast.BoolOp(values=values) | ast.Dict(values=values):
            return values
        case ast.Tuple(elts=values) | ast.List(elts=values) | ast.Set(elts=values):
            return values
        case ast.IfExp(body=first, orelse=second) | ast.BinOp(left=first, right=second):
            return [first, second]
        case ast.FormattedValue(value=inner) | ast.Starred(value=inner) | ast.NamedExpr(value=inner):
            return [inner]
        case ast.GeneratorExp(elt=inner) | ast.ListComp(elt=inner) | ast.SetComp(elt=inner) | ast.DictComp(value=inner):
            return [inner]
        case ast.Subscript(value=inner):
            return [inner]
        case _:
            return None


def _is_number(value: ast.expr) -> bool:
    return isinstance(value, ast.FormattedValue) and value.format_spec is not None and "," in ast.unparse(value)


def _name_of(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def _parameters(function: ast.FunctionDef) -> dict[str, ast.expr | None]:
    given = function.args
    return {each.arg: each.annotation for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


def _defaults(function: ast.FunctionDef) -> dict[str, ast.expr]:
    given = function.args
    places = [*given.posonlyargs, *given.args]
    last = dict(zip([each.arg for each in reversed(places)], reversed(given.defaults), strict=False))
    return last | {each.arg: value for each, value in zip(given.kwonlyargs, given.kw_defaults, strict=True) if value}


def _assigned(body: list[ast.stmt]) -> dict[str, list[ast.expr]]:
    """Return all values that each name of a body may have: by assignment, by a loop, by `with`."""
    found: dict[str, list[ast.expr]] = {}
    for node in (inner for statement in body for inner in ast.walk(statement)):
        match node:
            case ast.Assign(targets=targets, value=value):
                pairs = [(target, value) for target in targets]
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                pairs = [(target, value)]
            case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
                pairs = [(target, value)]
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                pairs = [(target, value)]
            case _:
                continue
        for target, value in pairs:
            for each, part in _parts(target, value):
                found.setdefault(each, []).append(part)
    return found


def _parts(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Call) and ast.unparse(value.func) == "enumerate":
        yield from _parts(target.elts[0], ast.Constant(0))
        yield from _parts(target.elts[1], value.args[0])
    elif isinstance(target, ast.Tuple | ast.List):
        values = value.elts if isinstance(value, ast.Tuple | ast.List) else [value] * len(target.elts)
        for each, part in zip(target.elts, values, strict=False):
            yield from _parts(each, part)
