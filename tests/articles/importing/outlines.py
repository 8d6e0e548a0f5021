"""What stands in an imported page, as plain data that a person can write by hand: the JSON files in tests/data/imports."""

from selectolax.lexbor import LexborHTMLParser

from articles.importing.page import ImportedPicture, ImportedQuestionSet, ImportedSection


def outline_of(page):
    found = {
        "title": page.title,
        "headings": [],
        "lists": [],
        "tables": [],
        "links": [],
        "pictures": [],
        "questions": [],
        "sources": sorted(source.title for source in page.sources),
        "words": [],
        "question_sets": [],
    }
    if page.summary:
        found["words"].append(page.summary)
    for block in page.blocks:
        if isinstance(block, ImportedPicture):
            found["pictures"].append([block.alt, block.caption])
        elif isinstance(block, ImportedQuestionSet):
            found["question_sets"].append(block.title)
            for question in block.questions:
                found["questions"].append(question.question)
                read_body(question.answer, found)
        else:
            assert isinstance(block, ImportedSection)
            found["headings"].append(["h2", block.heading])
            read_body(block.body, found)
    return found


def read_body(html, found):
    body = LexborHTMLParser(html).body
    for node in body.iter():
        if node.tag == "h3":
            found["headings"].append(["h3", node.text()])
        elif node.tag in ("ul", "ol"):
            found["lists"].append(read_list(node, found))
        elif node.tag == "table":
            found["tables"].append(read_table(node))
        else:
            found["words"].append(node.text().strip())
    found["links"] += [[link.text(), link.attributes["href"]] for link in body.css("a")]


def read_list(node, found):
    return [node.tag, [read_item(item, found) for item in node.iter()]]


def read_item(item, found):
    own = "".join(child.text() for child in item.iter(include_text=True) if child.tag not in ("ul", "ol")).strip()
    found["words"].append(own)
    return [own, [read_list(child, found) for child in item.iter() if child.tag in ("ul", "ol")]]


def read_table(node):
    caption = node.css_first("caption")
    return {
        "caption": caption.text() if caption else "",
        "rows": [[[cell.tag, cell.text()] for cell in row.iter()] for row in node.css("tr")],
    }
