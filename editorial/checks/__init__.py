"""The content checks: they read every word with the editor (docs/checks.md lists them all).

A **document check** is a pure function: a manuscript in, findings out; it asks no database, clock or network, so its
findings are kept per digest and version of the checks (`keeping.py`). A **site check** also asks what the rest of the
site says today (other pages, the state of sources, the date), so its findings are made when they are needed.

    findings.py     what a finding is, and its place in the text
    manuscript.py   a document laid out as passages: what all checks read
    sentences.py    sentences and words of a passage
    registry.py     the checks by id, and the version of them all
    running.py      all document checks over one document
    keeping.py      findings kept per text; site findings; what is waived
    lexicons/       words with their source, as data

The rules of the gate are no checks: they live in `editorial/policy.py`.
"""
