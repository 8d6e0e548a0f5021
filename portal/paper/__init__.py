"""Pages on paper: PDF copies, the picture for links, and the code that tells whether a copy is still current.

`leaflet.py` says what stands on paper, the `.typ` files beside it how it looks, `typeset.py` makes the file, and
`copies.py` keeps the files in step with the live pages.
"""
