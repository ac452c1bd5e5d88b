"""Somebody at a page, who finds things by their words, as people do, and by key where the same words stand twice."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from lib.store.workspace import Workspace
from lib.ui import navigation
from tests.cast import BERLIN

_SHELL = Path(__file__).parents[2] / "lib" / "shell.py"
_TEXTS = ("title", "header", "subheader", "markdown", "caption", "html")
_PLAIN = ("text", "code")
_NOTICES = ("success", "info", "warning", "error")
_BUTTONS = ("button", "download_button", "link_button", "page_link", "expander", "menu_button")
_FIELDS = (
    *("text_input", "text_area", "number_input", "date_input", "time_input", "datetime_input", "selectbox"),
    *("multiselect", "checkbox", "button_group", "select_slider", "file_uploader", "radio"),
)
_PAGE_AT = {navigation.address(name): name for name in navigation.PAGES}

OpenPage = Callable[..., "Visitor"]


def _is_field(node: Any, form: str, label: str) -> bool:
    return getattr(node, "form_id", None) == form and getattr(node, "label", None) == label


class Visitor(AppTest):
    """One browser session. Whatever runs a page also checks that it is shown without a failure."""

    def __init__(self, workspace: Workspace | None) -> None:
        """Sit down at the computer of the workspace's owner; None where nobody is signed in yet."""
        super().__init__(_SHELL, default_timeout=30)
        # Without it, each session searches every installed package for components; ours register themselves.
        self._bidi_component_manager = BidiComponentManager()
        self.workspace = workspace

    def opens(self, name: str, **record: str) -> Self:
        """Type the address of a page and a record."""
        address = navigation.address(name)
        self._page_hash = calc_hash(address or name)
        self.query_params = dict(record)
        self._told_where(address)
        return self.runs()

    def reloads(self) -> Self:
        """Reload the page: what was typed and not kept is gone, and so is the session."""
        fresh = Visitor(self.workspace).opens(self.page, **self.query_params)
        self.__dict__ = fresh.__dict__
        return self

    def runs(self) -> Self:
        """Run the page as it stands."""
        self.run()
        return self._arrived()

    def _arrived(self) -> Self:
        assert [error.message for error in self.exception] == []
        self._page_hash = ""  # the next run is of the page that this one ended on
        self._told_where(self._address())
        # In a browser, such a link leaves the address as it is, so that the next click leads back.
        assert [words for words, (name, record) in self.links().items() if record and name == self.page] == []
        return self

    def _told_where(self, address: str) -> None:
        self.context = {"timezone": BERLIN.key, "url": f"http://localhost:8501/{address}"}

    def _address(self) -> str:
        return str(self._registered_pages[self._finished_page_script_hash].get("url_pathname", ""))

    @property
    def page(self) -> str:
        """The name of the page that is open."""
        return _PAGE_AT[self._address()]

    def __repr__(self) -> str:
        """Return what a failed test should print: the page in words."""
        return "\n".join((f"{self.page} {self.query_params}", *self.words()))

    # What is looked at.

    def _nodes(self, *kinds: str) -> list[Any]:
        return [node for kind in kinds for node in self.main.get(kind)]

    def words(self) -> list[str]:
        """Return every text, notice and label on the page, markdown as it was sent."""
        plain = [str(node.value) for node in self._nodes(*_PLAIN)]
        typed = self._typed_fields()
        return [*self.markdown_sent(), *plain, *(field[part] for field in typed for part in ("label", "value"))]

    def markdown_sent(self) -> list[str]:
        """Return all that the browser reads as markdown (or HTML): texts, notices, labels and help."""
        texts = [str(node.value) for node in self._nodes(*_TEXTS, *_NOTICES)]
        labelled = self._nodes(*_BUTTONS, *_FIELDS)
        helps = [str(getattr(node.proto, "help", "")) for node in labelled]
        return texts + [str(node.label) for node in labelled] + [words for words in helps if words]

    def shows(self, words: str) -> bool:
        """Return whether these words stand somewhere on the page."""
        return any(words in text for text in self.words())

    def headings(self) -> list[str]:
        """Return the titles on the page, of whichever level."""
        return [str(node.value) for node in self._nodes("title", "header", "subheader")]

    def told(self) -> list[str]:
        """Return the notices on the page: what was done, or what can't be."""
        return [str(node.value) for node in self._nodes(*_NOTICES)]

    def drawn(self, component: str) -> list[Any]:
        """Return what each component of that name was given to draw."""
        nodes = [node.proto for node in self._nodes("bidi_component")]
        return [json.loads(node.json) for node in nodes if node.component_name == component]

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields that save while one types, by their labels."""
        return {field["label"]: field["value"] for field in self._typed_fields()}

    def _typed_fields(self) -> list[Any]:
        return [field for field in self.drawn("askwell_typed_field") if "label" in field]

    def links(self) -> dict[str, tuple[str, dict[str, str]]]:
        """Return where each link in the page leads: to which page, and to which record."""
        pages = self._nodes("page_link")
        return {link.label: (_PAGE_AT[link.page], dict(parse_qsl(link.query_string))) for link in pages}

    def field(self, label: str) -> Any:
        """Return the only field of that label."""
        [found] = [field for field in self._nodes(*_FIELDS) if field.label == label]
        return found

    def key_of(self, *parts: str) -> str:
        """Return the key of a widget, as `lib.ui.session.key` makes it."""
        assert self.workspace is not None
        return "-".join((self.workspace.id, *parts))

    def stands_in(self, form: str, label: str) -> Any:
        """Return what stands in a field of a form."""
        return self._field_of(form, label).value

    def _field_of(self, form: str, label: str) -> Any:
        [found] = [field for field in self._nodes(*_FIELDS) if (field.form_id, field.label) == (form, label)]
        return found

    def beneath(self, form: str, label: str) -> str | None:
        """Return the sentence of what does not hold that stands right beneath a field of a form; None without one."""
        nodes: list[Any] = list(self.main)
        place = next(n for n, node in enumerate(nodes) if _is_field(node, form, label))
        follower = nodes[place + 1]
        return str(follower.value) if follower.type == "error" else None

    # What is done.

    def types(self, label: str, value: Any) -> Self:
        """Enter something in a field of a form; it waits for the form's button."""
        self.field(label).set_value(value)
        return self

    def chooses(self, label: str, value: Any) -> Self:
        """Enter something in a field outside any form, which the page hears of at once."""
        return self.types(label, value).runs()

    def submits(self, label: str, *, twice: bool = False) -> Self:
        """Press the button of the form in which the field of that label stands."""
        form = self.field(label).form_id
        [button] = [button for button in self.button if button.form_id == form]
        return self._presses(button, twice=twice)

    def sends(self, form: str, typed: Mapping[str, Any]) -> Self:
        """Enter something in fields of a form, which others on the page may be called alike, and press its button."""
        for label, value in typed.items():
            self._field_of(form, label).set_value(value)
        [button] = [button for button in self.button if button.form_id == form]
        return self._presses(button, twice=False)

    def clicks(self, label: str, *, twice: bool = False) -> Self:
        """Click the only button of that label."""
        [button] = [button for button in self.button if button.label == label]
        return self._presses(button, twice=twice)

    def clicks_key(self, *parts: str, twice: bool = False) -> Self:
        """Click the button of a record, where several have the same label."""
        return self._presses(self.button(key=self.key_of(*parts)), twice=twice)

    def picks(self, option: Any, *parts: str, twice: bool = False) -> Self:
        """Pick an option from the menu of a record."""
        menu = self.menu_button(key=self.key_of(*parts))
        menu.click(option)
        return self._sends(twice=twice)

    def ticks(self, label: str) -> Self:
        """Tick a box, or take its tick off."""
        box = self.field(label)
        box.set_value(not box.value)
        return self.runs()

    def follows(self, label: str) -> Self:
        """Follow the link of that label."""
        name, record = self.links()[label]
        return self.opens(name, **record)

    def _presses(self, button: Any, *, twice: bool) -> Self:
        assert not button.disabled
        button.click()
        return self._sends(twice=twice)

    def _sends(self, *, twice: bool) -> Self:
        """Send the page's fields with a click; a hasty second click sends the very same once more."""
        fields, where, record = self._tree.get_widget_states(), self._finished_page_script_hash, self.query_params
        for _ in range(1 + twice):
            self._page_hash, self.query_params = where, dict(record)
            self._run(fields)
            self._arrived()
        return self
