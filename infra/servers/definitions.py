"""RabbitMQ's users and their walls, as the definitions file the node loads at each start.

A service may write only to the exchange ``lotse.events`` and there only under its own name, read only its own
queues, and declare nothing: topology comes from the operator. The watcher may see how long a queue is, which takes no
right beyond the door, and nothing else.
"""

import base64
import hashlib
import json
import secrets as random
from typing import Any, Final

from services.kernel.secrets import Secrets
from services.kernel.settings import SERVICES

VHOST: Final = "lotse"
ADMIN: Final = "lotse_admin"
EXCHANGE: Final = "lotse.events"
WATCHER: Final = "platform"
NOTHING: Final = "^$"


def definitions(secrets: Secrets) -> str:
    """The JSON text; creates missing passwords."""
    return json.dumps(
        {
            "vhosts": [{"name": VHOST}],
            "users": [
                _user(ADMIN, secrets, ["administrator"]),
                *(_user(login(name), secrets, []) for name in (*SERVICES, WATCHER)),
            ],
            "permissions": [_everything(), *(_permission(service) for service in SERVICES), _only_the_door()],
            "topic_permissions": [_topic_permission(service) for service in SERVICES],
        },
        indent=1,
    )


def login(service: str) -> str:
    return f"lotse_{service}"


def _user(name: str, secrets: Secrets, tags: list[str]) -> dict[str, Any]:
    password = secrets.create_password("rabbitmq", name)
    algorithm = "rabbit_password_hashing_sha256"
    return {"name": name, "password_hash": hashed(password), "hashing_algorithm": algorithm, "tags": tags}


def hashed(password: str, salt: bytes = b"") -> str:
    """RabbitMQ's form: base64 of the salt (4 bytes) and SHA-256 over salt and password."""
    salt = salt or random.token_bytes(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _everything() -> dict[str, str]:
    return {"user": ADMIN, "vhost": VHOST, "configure": ".*", "write": ".*", "read": ".*"}


def _only_the_door() -> dict[str, str]:
    return {"user": login(WATCHER), "vhost": VHOST, "configure": NOTHING, "write": NOTHING, "read": NOTHING}


def _permission(service: str) -> dict[str, str]:
    return {
        "user": login(service),
        "vhost": VHOST,
        "configure": NOTHING,
        "write": "^lotse\\.events$",
        "read": f"^{service}\\..*",
    }


def _topic_permission(service: str) -> dict[str, str]:
    return {
        "user": login(service),
        "vhost": VHOST,
        "exchange": EXCHANGE,
        "write": f"^[a-z][a-z0-9-]*\\.{service}\\..*$",
        "read": NOTHING,
    }
