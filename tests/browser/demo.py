"""A platform of the browser tests' own with the demo's Ilm-Kreis."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pytest

from demo.handing_in import hand_in
from demo.ilm_kreis import ILM_KREIS
from demo.loading import load
from services.kernel.settings import Settings
from tests.browser.things import things
from tests.stack.platform import Platform


@dataclass(frozen=True)
class Demo:
    """Ilm-Kreis on a running platform."""

    platform: Platform

    @cached_property
    def settings(self) -> Settings:
        return self.platform.settings

    @cached_property
    def things(self) -> Mapping[str, str]:
        """What addresses may name (tests.browser.things)."""
        return things(self.settings)

    def load(self) -> None:
        """Only Ilm-Kreis: three more districts would take three times as long and show nothing more."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("demo.loading.DISTRICTS", (ILM_KREIS,))
            hand_in(self.settings, load(self.settings))
        self.platform.wait()

    def address(self, pattern: str) -> str:
        """An address with the things of the demo that it names."""
        return self.platform.address + pattern.format(**self.things)
