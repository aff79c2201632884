"""The drawing in docs/architecture.md is true."""

import re
from pathlib import Path

from infra.processes import PROCESSES
from services.kernel.readers import READERS
from services.kernel.settings import SERVICES

TEXT = (Path(__file__).resolve().parents[2] / "docs/architecture.md").read_text()
DRAWING = TEXT.partition("```mermaid")[2].partition("```")[0]


def test_every_process_is_drawn_and_no_other() -> None:
    drawn = set(re.findall(r"\b[a-z]+-(?:relay|worker|web|carrier|mailer|publisher)\b", DRAWING))

    assert {process.name for process in PROCESSES} == drawn


def test_every_log_is_drawn() -> None:
    assert {f"{service}_log" for service in SERVICES} == set(re.findall(r"\b([a-z]+_log)\[\(", DRAWING))


def test_every_queue_is_drawn_with_the_sources_it_is_bound_to() -> None:
    arrows = re.findall(r'exchange -->\|"([a-z, ]+)"\| \S+\[/"([a-z.]+)"/\]', DRAWING)

    assert {queue: set(sources) for queue, sources in READERS.items()} == {
        queue: set(sources.split(", ")) for sources, queue in arrows
    }


def test_every_queue_is_read_by_the_worker_of_its_service() -> None:
    read = dict(re.findall(r"q_([a-z_]+) --> ([a-z]+)-worker", DRAWING))

    assert {queue.replace(".", "_"): queue.partition(".")[0] for queue in READERS} == read
