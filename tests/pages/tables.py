"""What stands in the tables of a page, cell by cell."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from httpx import Response

WITHOUT_END = {"br", "img", "input", "link", "meta"}


@dataclass
class ShownTable:
    caption: str = ""
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[ShownTable] = []
        self._in_head = False
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append(ShownTable())
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr" and not self._in_head:
            self.found[-1].rows.append([])
        elif tag in ("caption", "th", "td"):
            assert tag != "th" or ("scope" in dict(attrs)), "every header cell says what it heads"
            self._text = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self._in_head = False
        elif tag in ("caption", "th", "td") and self._text is not None:
            self._keep(tag, " ".join(self._text.split()))
            self._text = None

    def _keep(self, tag: str, text: str) -> None:
        table = self.found[-1]
        if tag == "caption":
            table.caption = text
        else:
            (table.header if self._in_head else table.rows[-1]).append(text)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data


def tables_of(page: Response) -> dict[str, ShownTable]:
    """Caption -> table."""
    reader = _Tables()
    reader.feed(page.text)
    assert all(table.caption for table in reader.found), "every table says what it is"
    return {table.caption: table for table in reader.found}
