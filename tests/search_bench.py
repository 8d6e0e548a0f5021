import gzip, json, sys, tempfile, time, os, importlib.util
from pathlib import Path
from statistics import median
PACK = Path("../shared/search-benchmark")
spec = importlib.util.spec_from_file_location("pack_eval", PACK / "eval.py"); EV = importlib.util.module_from_spec(spec); spec.loader.exec_module(EV)
from search.analysis import read_query
from search.documents import PageDocument, Place, Shelf
from search.volumes import Volume, LARGE_HEAP
from search.query import find_in
SETS={'ki_title.dev':'articles','ki_syn.dev':'articles','ki_xsyn.dev':'articles','ki_typo.dev':'articles','liveqa_long_open.dev':'faqs','liveqa_summary_open.dev':'faqs','liveqa_kw_open.dev':'faqs'}
def load(n): return [json.loads(l) for l in gzip.open(PACK/f'corpus_{n}.jsonl.gz','rt')]
def doc(i,r):
    return PageDocument(i,(r['title'],*(r.get('synonyms') or [])),(Place('',r.get('question') or '',tuple(r['body'].splitlines()),bool(r.get('question'))),),shelf=Shelf('article'))
def queries(s): return [l.rstrip('\n').split('\t') for l in open(PACK/f'queries/{s}.tsv')]
if __name__=='__main__':
    V={};IDS={}
    base=Path(os.environ.get('IDX') or tempfile.mkdtemp())
    for n in ('articles','faqs'):
        C=load(n); IDS[n]=[r['id'] for r in C]
        fresh=not (base/n).exists()
        V[n]=Volume(base/n,'en')
        if fresh:
            t=time.time(); V[n].write((doc(i,r) for i,r in enumerate(C)),heap=LARGE_HEAP); print(n,'built',round(time.time()-t,1))
    out=[]
    for s,n in SETS.items():
        run={};cpu=[]
        for q in queries(s):
            t=time.thread_time(); f=find_in(V[n],read_query(q[1],'en')); cpu.append((time.thread_time()-t)*1e3)
            run[q[0]]=[IDS[n][k] for k in f.numbers[:50]]
        a,_=EV.evaluate(EV.load_qrels(PACK/f'qrels/{s}.qrels'),run)
        out.append('%s %.4f'%(s.split('.')[0].replace('liveqa_',''),a['ndcg10'])+' (%.1f/%.1f)'%(median(cpu),sorted(cpu)[int(.95*len(cpu))]))
    print('  '.join(out),flush=True)
    if '-m' in sys.argv:
        z=[0,0]
        for q in queries('meqsum_unlabelled'):
            for k in (1,2): z[k-1]+=not find_in(V['faqs'],read_query(q[k],'en')).numbers
        print('zero',z)
