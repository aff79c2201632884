from tests.events.conftest import *  # noqa
import services.reporting.reports as r
from contextlib import contextmanager
def test_it(house, signed_in_as, monkeypatch):
    b = signed_in_as(house.town, "fachkraft")
    a = b.get("/berichte/sozialraum"); print(a.status_code); assert a.status_code==200, a.text
    a = b.get("/berichte/sozialraum?sozialraum=nord&stichtag=2025-12-31"); assert a.status_code==303; print(a.headers["location"])
    monkeypatch.setattr(r.Reports, "arrived", lambda *x, **k: None)
    doc={"district":"k","as_of":"2025-12-31","known_at":None,"sozialraum":"nord","threshold":3,"years":[2024,2025],
     "own":[{"figure":"contacts","years":{"2024":6,"2025":None}}],"compared":[{"figure":"contacts","sozialraeume":{"nord":None,"sued":7}}],
     "topics":[{"topic":"schulden","contacts":4,"cases":None,"offers":0,"taking":0,"verdict":"gap"}],
     "statistics":[{"statistic":"q","label":"Quote","unit":"Prozent","handlungsfeld":None,"smallest":3,"decimals":1,"figures":[dict(area_kind="sozialraum",area="nord",area_label=None,period="2016",value="22",source="<x>",estimated=False,hidden=False)],"others":[]}]}
    monkeypatch.setattr(r.Reports, "profile", lambda *x: doc)
    monkeypatch.setattr(r.Reports, "comparison", lambda *x: {**doc, **doc["statistics"][0]})
    for u in ("/berichte/sozialraum/nord?stichtag=2025-12-31&kenntnisstand=2026-01-01T10:00","/berichte/sozialraum/vergleich/q"):
        a=b.get(u); assert a.status_code==200, a.text; assert "<svg xmlns" in a.text and "22,0 Prozent" in a.text and "&lt;x&gt;" in a.text; print(len(a.text))
    assert b.get("/berichte/sozialraum/nord?stichtag=morgen").status_code==422
