"""What there is to try, found where it is registered; what comes later is found too."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from starlette.routing import Route

import lib.accounts
from lib.domain import commands
from lib.domain.commands import Command
from lib.front_door import APP_PARTS


def doors(kind: type) -> set[str]:
    """Return the names of what a class offers: its methods and properties."""
    return {name for name, found in inspect.getmembers(kind) if not name.startswith("_") and _is_door(found)}


def _is_door(found: object) -> bool:
    return inspect.isroutine(found) or isinstance(found, property)


def every_command() -> set[type[Command]]:
    """Return all commands: what is public in their modules and stands on `Command`."""
    found = {kind for module in _modules(commands) for kind in vars(module).values() if _is_command(kind)}
    leaves = {kind for kind in found if not any(other is not kind and issubclass(other, kind) for other in found)}
    return leaves - {commands.ImportedContact, commands.ColumnChoice}  # parts of a command


def _is_command(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, Command) and not found.__name__.startswith("_")


def functions_of_accounts() -> Mapping[str, Callable[..., Any]]:
    """Return the public functions of all modules of `lib.accounts`, as “module.function”."""
    return {
        f"{module.__name__.removeprefix('lib.accounts.')}.{name}": found
        for module in _modules(lib.accounts)
        for name, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
    }


def asked_for(parameter: str) -> set[str]:
    """Return which functions of accounts take a parameter of that name."""
    return {name for name, found in functions_of_accounts().items() if parameter in inspect.signature(found).parameters}


def routes() -> set[tuple[str, str]]:
    """Return the method and path of everything that is answered beside Streamlit."""
    found = set()
    for route in APP_PARTS["routes"]:
        assert isinstance(route, Route), f"{route} is of a kind that these tests do not know"
        found |= {(method, route.path) for method in route.methods or {"ANY"}}
    return found


def _modules(package: ModuleType) -> list[ModuleType]:
    names = [module.name for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return [importlib.import_module(name) for name in names]
