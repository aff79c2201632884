"""A platform of the browser tests' own with the demo's Ilm-Kreis, and what its pages are addressed by."""

from dataclasses import dataclass

import pytest

from demo.ilm_kreis import ILM_KREIS
from demo.loading import load
from services.intake.domain.code_word import case_id_of
from services.kernel.ids import DistrictIds
from services.kernel.settings import Settings
from tests.stack.platform import Platform

CASE = "Zitrone-Silber-2"  # its file has everything (demo.cases_ilm_kreis)


@dataclass(frozen=True, slots=True)
class Demo:
    """Ilm-Kreis on a running platform."""

    platform: Platform

    @property
    def settings(self) -> Settings:
        return self.platform.settings

    def load(self) -> None:
        """Only Ilm-Kreis: three more districts would take three times as long and show nothing more."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("demo.loading.DISTRICTS", (ILM_KREIS,))
            load(self.settings)
        self.platform.wait()

    def address(self, pattern: str) -> str:
        """An address with the things of the demo that it names."""
        ids = DistrictIds(self.settings.secrets.district(ILM_KREIS.key).id_key)
        return self.platform.address + pattern.format(case=case_id_of(ids, CASE))
