"""The same address, town and office as the tests of the API."""

from tests.api.conftest import app, client, new_town, place, town

__all__ = ["app", "client", "new_town", "place", "town"]
