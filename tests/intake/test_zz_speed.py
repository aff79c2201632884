import time, random
from collections import defaultdict
import pytest
from tests.intake.conftest import *
from services.kernel import store as S, mapper as M, keys as K, log as L, vault as V
from services.intake.imports import importer as I, tables as T
spent=defaultdict(float)
def timed(cls,name,label):
    f=getattr(cls,name)
    def g(*a,**k):
        t=time.perf_counter()
        try: return f(*a,**k)
        finally: spent[label]+=time.perf_counter()-t
    setattr(cls,name,g)
def test_speed(desk):
    rng=random.Random(1)
    head="participant_no;sozialraum;state;gender;birth_date;entry_date;employment;unemployed_since;in_education;isced;disability;foreign_background;minority;citizenship;housing;residence_ags;exit_date;cancel_reason\n"
    rows=[f"T-{i:06};rieth;submitted;female;1985-05-{rng.randint(1,28):02};2024-01-{rng.randint(1,28):02};unemployed;2022-01-01;no;3;no;no;refused;german;housed;16051000;2024-08-31;\n" for i in range(20000)]
    text=head+"".join(rows)
    timed(M.FactMapper,'seal','seal(incl keys)'); timed(M.FactMapper,'open','open'); timed(L.Log,'append','append'); timed(L.Log,'read','log.read'); timed(L.Log,'streams','log.streams')
    timed(K.KeyRing,'_insert','keys insert'); timed(K.KeyRing,'_select','keys select'); timed(K.KeyRing,'_keys','keys total'); timed(V.Vault,'put','vault put (incl keys)')
    timed(I.Import,'decide','decide(incl load)'); timed(I.Import,'store','store'); timed(S.EventStore,'execute_many','execute_many')
    for name,tx in (("first",text),("again",text),("corrected",text.replace("female","male"))):
        spent.clear()
        t=time.perf_counter(); r=desk.take("participants",tx); d=time.perf_counter()-t
        print(name, dict(r.verdicts), f"{20000/d:.0f}/s {d:.2f}s", {k:round(v,2) for k,v in spent.items()})
