"""Files that carry structure: web pages, Markdown and Word, all read as HTML.

`markdown` and `word` turn their files into HTML; `webpage` finds the main text of a web page; `elements` walks the tree;
`notes` finds footnotes; `gathering` makes pieces of it all, from which `articles.importing.assembly` builds the page.
Pure, as the whole package but `save`.
"""
