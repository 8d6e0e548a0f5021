"""Files that mean harm, or were broken on the way. They are made when a test asks: none is small enough to keep."""

import io
import zipfile
import zlib
from pathlib import Path

DOCX = Path(__file__).resolve().parents[2] / "data" / "imports" / "docx" / "04-wrist-pictures.docx"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def docx(**parts):
    """The Word file of a test with other contents in some of its parts; "__" in a name stands for "/", "_x" for ".xml"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(DOCX) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            key = name.replace("/", "__").replace(".", "_")
            made.writestr(name, parts.pop(key, source.read(name)))
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def document(body):
    return f'<?xml version="1.0"?><w:document {WORD}><w:body>{body}</w:body></w:document>'


def word_bomb():
    return docx(word__document_xml=document(f"<w:p><w:r><w:t>{'a' * 40_000_000}</w:t></w:r></w:p>"))


def word_bomb_that_lies():
    """Says that its document is small, and unpacks to 200 MB."""
    data = bytearray(docx(word__document_xml="x" * 200_000_000))
    place = data.find(b"word/document.xml", data.rfind(b"PK\x05\x06") - 5000)
    data[place - 22 : place - 18] = (1000).to_bytes(4, "little")
    return bytes(data)


def word_of_many_parts():
    return docx(**{f"word__media__{n}_xml": "<x/>" for n in range(2500)})


def deep_word():
    cell = "<w:tbl><w:tr><w:tc>"
    return docx(word__document_xml=document(cell * 1000 + "</w:tc></w:tr></w:tbl>" * 1000))


def word_that_laughs():
    return docx(word__document_xml=f"<!DOCTYPE w [<!ENTITY l0 'ha'>{LAUGHS}]>" + document("<w:p>&l9;</w:p>"))


def word_with_file_entity():
    doctype = "<!DOCTYPE w [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    return docx(word__document_xml=doctype + document("<w:p><w:r><w:t>&f;</w:t></w:r></w:p>"))


def truncated_word():
    return DOCX.read_bytes()[:3000]


def word_without_its_document():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("word/other.xml", "<x/>")
    return buffer.getvalue()


def damaged_word():
    data = bytearray(DOCX.read_bytes())
    data[300:340] = b"\xff" * 40
    return bytes(data)


def word_with_external_picture_and_template(address):
    links = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONSHIP}/image" Target="{address}/p.png" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{RELATIONSHIP}/attachedTemplate" Target="{address}/t.dotm" TargetMode="External"/>'
        "</Relationships>"
    )
    drawing = (
        '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="P" descr="A heart"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip xmlns:r="{RELATIONSHIP}" r:link="r1"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    body = f"<w:p><w:r><w:t>Look at your heart.</w:t></w:r></w:p><w:p><w:r>{drawing}</w:r></w:p>"
    return docx(word__document_xml=document(body), word___rels__document_xml_rels=links)


def html_bomb():
    """One long formatting tag before very many blocks: a parser would repeat it in each."""
    return b"<html><body>" + b"<b class='" + b"x" * 5000 + b"'><p>" * 4000


def text_of_deflated_noise():
    return zlib.compress(b"a" * 1_000_000) * 20


REFUSED = {
    "bomb.docx": (word_bomb, "unpacks to far more"),
    "lying-bomb.docx": (word_bomb_that_lies, "no Word file, or it is damaged"),
    "parts.docx": (word_of_many_parts, "more than 2000 parts"),
    "deep.docx": (deep_word, "nested too deeply"),
    "laughs.docx": (word_that_laughs, "definitions for programs"),
    "file-entity.docx": (word_with_file_entity, "definitions for programs"),
    "truncated.docx": (truncated_word, "no Word file, or it is damaged"),
    "empty-package.docx": (word_without_its_document, "no Word file, or it is damaged"),
    "damaged.docx": (damaged_word, "no Word file, or it is damaged"),
    "large.docx": (lambda: b"PK\x03\x04" + b"word/" + b"\0" * 20 * 2**20, "larger than 10 MB"),
    "noise.docx": (lambda: b"\x00\x01\x02" * 500, "no Word file, or it is damaged"),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 1000 + b"deep" + b"</div>" * 1000, "nested too deeply"),
    "deep-list.html": (lambda: b"<html><body>" + b"<ul><li>a" * 1000, "nested too deeply"),
    "deep-bold.html": (lambda: b"<html><body>" + b"<b><i>" * 500 + b"deep", "nested too deeply"),
    "bomb.html": (html_bomb, "nested too deeply"),
    "large.html": (lambda: b"<html><body>" + b"<p>word</p>" * (2 * 2**20), "larger than 10 MB"),
    "words.html": (lambda: b"<html><body>" + b"<p>word</p>" * 400_000, "longer than 2 MB"),
    "empty.html": (lambda: b"<html><head><title>x</title></head><body><script>1</script></body></html>", "is empty"),
    "deep-quote.md": (lambda: b">" * 1000 + b" deep", "nested too deeply"),
    "deep-list.md": (lambda: "\n".join("  " * n + "- a" for n in range(1000)).encode(), "nested too deeply"),
    "large.md": (lambda: b"words and words\n" * (20 * 2**16), "larger than 10 MB"),
    "broken.md": (lambda: b"\x80\x81\x8d\x90 text", "save the file as UTF-8"),
    "large.txt": (lambda: b"words and words\n" * (20 * 2**16), "larger than 10 MB"),
    "noise.txt": (text_of_deflated_noise, "save"),
    "pdf.txt": (lambda: b"%PDF-1.7 something", "is a PDF"),
    "doc.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "an old Word file"),
}
