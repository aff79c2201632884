"""The servers of one ``LOTSE_HOME``: given by URL, else private ones that we start and stop."""

from infra.servers.lifecycle import Servers, start_servers, status_of_servers, stop_servers

__all__ = ["Servers", "start_servers", "status_of_servers", "stop_servers"]
