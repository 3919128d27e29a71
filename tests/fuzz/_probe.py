import os, sys, json, shutil, tempfile, traceback, zipfile
os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")
from pathlib import Path
from tests.fuzz import seeds, targets
d=Path(tempfile.mkdtemp()); base=seeds.folder(d)
def change_events(f, **kw):
    p=f/"events.jsonl"; out=[]
    for l in p.read_text().splitlines():
        e=json.loads(l)
        if e["event"]=="RepCompleted": e["rep"].update(kw)
        out.append(json.dumps(e))
    p.write_text("\n".join(out)+"\n")
def js(f,name,**kw):
    p=f/name; p.write_text(json.dumps({**json.loads(p.read_text()),**kw}))
def pose0(f,**kw):
    p=f/"poses.jsonl"; ls=p.read_text().splitlines(); ls[3]=json.dumps({**json.loads(ls[3]),**kw}); p.write_text("\n".join(ls)+"\n")
cases={
 "bignum":lambda f:change_events(f,number=10**40),
 "nullopen":lambda f:change_events(f,opening_deg=None),
 "nullstart":lambda f:change_events(f,start_s=None,end_s=None),
 "nulltop":lambda f:change_events(f,top_s=None,lift_s=None,hold_s=None,lower_s=None),
 "hugeopen":lambda f:change_events(f,opening_deg=1e308,roll_deg=-1e308,clean_opening_deg=1e308,roll_sigma_deg=1e308),
 "hugetime":lambda f:change_events(f,end_s=1e308),
 "band":lambda f:js(f,"note.json",band="[/x]"),
 "started":lambda f:js(f,"session.json",started="0001-01-01T00:00:00+23:59"),
 "started2":lambda f:js(f,"session.json",started="[/b]"),
 "started3":lambda f:js(f,"session.json",started=""),
 "frame":lambda f:pose0(f,frame=-1),
 "framebig":lambda f:pose0(f,frame=10**40),
 "wide":lambda f:js(f,"session.json",width=10**9,height=1),
 "tall":lambda f:js(f,"session.json",width=1,height=10**9),
 "neg":lambda f:js(f,"session.json",width=-640,height=360),
 "big":lambda f:js(f,"session.json",width=10**9,height=10**9),
 "framesneg":lambda f:js(f,"session.json",frames=-5,duration_s=-1e300),
 "dur":lambda f:js(f,"session.json",duration_s=1e308),
 "plan":lambda f:js(f,"session.json",plan={"reps":10**9}),
 "plan2":lambda f:js(f,"session.json",plan={"rest_s":1e308}),
 "plan3":lambda f:js(f,"session.json",plan={"reps":[]}),
 "t":lambda f:pose0(f,t=1e300),
 "t2":lambda f:pose0(f,t=-1e300),
 "ask":lambda f:pose0(f,asked=[["pause",1e300],["resume",-1e300],["restart_set",0]]),
 "light":lambda f:pose0(f,light=-1e300),
 "notes":lambda f:change_events(f,notes=["[/x]","<script>"]),
 "faultsdup":lambda f:change_events(f,faults=["pelvis-roll"]*50),
 "labels":lambda f:(f/"labels.json").write_text('{"schema":1,"reps":[{"start_s":-1e308,"end_s":1e308},{"start_s":0,"end_s":1e-320}]}'),
 "problem":lambda f:js(f,"session.json",problem="[/x]\x1b[2J"),
 "tiny":lambda f:(f/"poses.jsonl").write_text("\n".join((f/"poses.jsonl").read_text().splitlines()[:1])+"\n"),
 "visneg":lambda f:pose0(f,visibility=[-1e300]*33),
 "px":lambda f:pose0(f,image_px=[1e300]*66),
}
class R:
    def __init__(s,n): s.n=n
    def choices(s,*a,**k): return [s.n]
only=sys.argv[1:]
for name,ch in cases.items():
    if only and name not in only: continue
    for c in targets.COMMANDS:
        w=d/"w"; shutil.rmtree(w,ignore_errors=True); w.mkdir(); f=w/"s"; shutil.copytree(base,f); ch(f)
        try: targets.session(f,R(c))
        except BaseException as e:
            tb=traceback.extract_tb(e.__traceback__); ours=[x for x in tb if "/formcheck/" in x.filename][-1:]
            print(name,c,type(e).__name__,str(e)[:110].replace("\n","|"),[(x.filename.split("main/")[-1],x.lineno) for x in ours],flush=True)
