"""Which tests prove which promise: read from the marks, listed in docs/guarantees.md.

``python -m tests.kit.guarantees`` writes the lists anew.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
DOCUMENT = CHECKOUT / "docs/guarantees.md"
LIST = re.compile(r"(<!-- proofs of (G\d+) -->\n).*?(<!-- end -->)", re.DOTALL)

Test = tuple[str, str]  # file, function


def proofs() -> dict[str, list[Test]]:
    """Guarantee -> the tests that carry its mark, in the order of files and lines."""
    found: defaultdict[str, list[Test]] = defaultdict(list)
    for path in sorted((CHECKOUT / "tests").rglob("test_*.py")):
        for number, test in _marked(ast.parse(path.read_text())):
            found[number].append((path.relative_to(CHECKOUT).as_posix(), test))
    return found


def rewritten(text: str, found: Mapping[str, Iterable[Test]]) -> str:
    """The document with its lists as they are today."""

    def listed(match: re.Match[str]) -> str:
        by_file: defaultdict[str, list[str]] = defaultdict(list)
        for file, test in found.get(match[2], ()):
            by_file[file].append(test)
        lines = [f"- `{file}`: {_sentences(tests)}\n" for file, tests in by_file.items()]
        return match[1] + "".join(lines) + match[3]

    return LIST.sub(listed, text)


def _sentences(tests: Iterable[str]) -> str:
    return "; ".join(test.removeprefix("test_").replace("_", " ") for test in tests)


def _marked(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Guarantee and function, whether the mark stands at the function, its class or in ``pytestmark``."""
    of_module = [
        number
        for node in module.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "pytestmark"
        for number in _numbers(ast.walk(node.value))
    ]
    yield from _in(module.body, of_module)


def _in(body: Iterable[ast.stmt], outer: list[str]) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            numbers = outer + [number for each in node.decorator_list for number in _numbers(ast.walk(each))]
            if isinstance(node, ast.ClassDef):
                yield from _in(node.body, numbers)
            elif node.name.startswith("test_"):
                for number in dict.fromkeys(numbers):
                    yield number, node.name


def _numbers(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "guarantee":
            yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))


if __name__ == "__main__":
    DOCUMENT.write_text(rewritten(DOCUMENT.read_text(), proofs()))
