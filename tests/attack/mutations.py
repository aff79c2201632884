"""Right bytes and right values with something changed: in single bytes, in the structure, and in the spelling only."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from random import Random
from typing import Any, Final

STRANGE: Final[tuple[Any, ...]] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.0,
        1e308,
        2**53,
        2**64,
        10**30,
        "",
        " ",
        "\x00",
        "\ud800",
        "\u202e",
        "*",
        "#",
        "\u0661",
    ),
    *("2024-02-30", "0001-01-01", "9999-12-31T23:59:59+00:00", "null", [], {}, [[]], {"block": "erased"}, {"block": 1}),
    *("\u0661", "erfurt.intake", "../..", "%00", "x" * 10_000, "\u0663" * 20, "1" * 5_000, ["a"] * 50),
)
BYTES: Final = (
    b"",
    b"\x00",
    b"\xff",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[" * 3000,
    b",",
    b":",
    b"\\u0000",
    b"\\ud800",
    b"9" * 5000,
)


def changed_bytes(content: bytes, dice: Random) -> bytes:
    """One to three bytes replaced, put in, left out, doubled or swapped; never the same bytes again."""
    raw = content
    while raw == content:
        for _ in range(dice.randint(1, 3)):
            raw = _one_change(raw, dice)
    return raw


def _one_change(raw: bytes, dice: Random) -> bytes:
    at, width = dice.randrange(len(raw) + 1), dice.choice((0, 1, 1, 1, 2, 20))
    piece = dice.choice((dice.randbytes(1), dice.choice(BYTES), raw[at : at + dice.randrange(40)]))
    return raw[:at] + piece + raw[at + width :]


def changed_value(value: Any, dice: Random) -> Any:
    """The same JSON value with one or two of its parts replaced, left out, renamed or moved."""
    copy = deepcopy(value)
    for _ in range(dice.randint(1, 2)):
        places = list(_places(copy))
        if not places:
            return deepcopy(dice.choice(STRANGE))
        holder, key = dice.choice(places)
        _change_part(holder, key, dice)
    return copy


def _change_part(holder: Any, key: Any, dice: Random) -> None:
    match dice.randrange(4):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[dice.choice(["", "x", "district", "__class__", key + " ", key.upper()])] = holder[key]
        case 2:
            holder[key] = [holder[key]]
        case _:
            holder[key] = deepcopy(dice.choice(STRANGE))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


# The same JSON value, spelt in another way. Each needs something to spell otherwise: none may come out unchanged.
SPELLINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "a blank before": lambda body: b" " + body,
    "a line end behind": lambda body: body + b"\n",
    "blanks after colons": lambda body: json.dumps(
        json.loads(body), separators=(",", ": "), ensure_ascii=False
    ).encode(),
    "blanks after commas": lambda body: json.dumps(
        json.loads(body), separators=(", ", ":"), ensure_ascii=False
    ).encode(),
    "other order of names": lambda body: _dumped(dict(reversed(json.loads(body).items()))),
    "escaped letters": lambda body: json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=True).encode(),
    "an escaped slash": lambda body: body.replace(b"/", b"\\/", 1),
    "an escaped letter of a name": lambda body: body.replace(b'"actor"', b'"\\u0061ctor"', 1),
    "upper case in an escape": lambda body: body.replace(b'"actor"', b'"\\u0061ctor"', 1).replace(
        b"\\u0061", b"\\U0061"
    ),
    "1 as 1.0": lambda body: _number(body, rb"\g<1>.0"),
    "1 as 1e0": lambda body: _number(body, rb"\g<1>e0"),
    "1 as 01": lambda body: _number(body, rb"0\g<1>"),
    "a name twice": lambda body: b'{"actor":"x",' + body[1:],
    "a name twice, the other way round": lambda body: body[:-1] + b"," + body[1:].split(b",", 1)[0] + b"}",
    "data twice": lambda body: body[:-1] + b',"data":{}}',
    "a signature twice": lambda body: body[:-1] + b',"signature":"' + json.loads(body)["signature"].encode() + b'"}',
    "the signature at the end": lambda body: _dumped(
        {**{k: v for k, v in json.loads(body).items() if k != "signature"}, "signature": json.loads(body)["signature"]}
    ),
    "the signature in capitals": lambda body: re.sub(
        rb'("signature":")([0-9a-f]*)', lambda found: found[1] + found[2].upper(), body
    ),
    "an attribute more": lambda body: body[:-1] + b',"zz":null}',
    "a byte order mark": lambda body: b"\xef\xbb\xbf" + body,
    "sixteen bits a letter": lambda body: body.decode().encode("utf-16"),
    "the value in a list": lambda body: b"[" + body + b"]",
    "an id in capitals": lambda body: _with(body, "id", str.upper),
    "an id in braces": lambda body: _with(body, "id", "{{{}}}".format),
    "a time with an offset": lambda body: _dumped(
        json.loads(body) | {"time": json.loads(body)["time"][:-1] + "+00:00"}
    ),
    "a sequence with a line end": lambda body: _dumped(
        json.loads(body) | {"sequence": json.loads(body)["sequence"] + "\n"}
    ),
    "a sequence as a number": lambda body: _with(body, "sequence", int),
    "letters composed otherwise": lambda body: body.replace("ü".encode(), "u\u0308".encode()),
}


def _dumped(value: Any, separators: tuple[str, str] = (",", ":")) -> bytes:
    return json.dumps(value, separators=separators, ensure_ascii=False).encode()


def _with(body: bytes, name: str, change: Callable[[str], Any]) -> bytes:
    value = json.loads(body)
    return _dumped(value | {name: change(value[name])})


def _number(body: bytes, form: bytes) -> bytes:
    return re.sub(rb'(?<="minutes":)([0-9]+)', form, body)
