"""How words get into the partners' vault, as the exchange needs it: by what they say, the same words the same entry."""

from collections.abc import Callable, Mapping
from uuid import UUID

from services.kernel.vault import Entry

# (whose key, field -> words) -> the entry's id (None: no words), and what the vault is to take.
Keep = Callable[[UUID, Mapping[str, str]], tuple[UUID | None, list[Entry]]]
