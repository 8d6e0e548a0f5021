"""What tests of paper share: a live page with its copies, and reading PDFs as a person with a telephone would."""

import io

import pypdfium2
import zxingcpp
from PIL import Image

from editorial.models import Copy


def text_of_pdf(content: bytes) -> str:
    """The words in reading order; line ends as spaces."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [_words(page) for page in document]
    return " ".join(" ".join(pages).split())


def _words(page) -> str:
    text = page.get_textpage()
    words = text.get_text_range()
    text.close()
    page.close()
    return words.replace("\x02", "-").replace("\ufffe", "-")


def is_within_pages(content: bytes) -> bool:
    """Whether all words stand on paper; what runs off the end of a page is text, too, for a machine."""
    with pypdfium2.PdfDocument(content) as document:
        return all(_is_within(page) for page in document)


def _is_within(page) -> bool:
    text = page.get_textpage()
    lowest = min((text.get_rect(number)[1] for number in range(text.count_rects())), default=0)
    text.close()
    page.close()
    return lowest >= 0


def pictures_of_pdf(content: bytes, scale: float = 2.5) -> list[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.render(scale=scale).to_pil() for page in document]


def scanned(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def drawn_square(qr, scale: int = 8) -> Image.Image:
    """The SVG path as pixels; it holds rectangles of one module's height only."""
    picture = Image.new("L", (qr.size * scale, qr.size * scale), 255)
    for piece in qr.path.removeprefix("M").split("M"):
        start, rest = piece.split("h", 1)
        x, y = map(int, start.split())
        width = int(rest.split("v")[0])
        picture.paste(0, (x * scale, y * scale, (x + width) * scale, (y + 1) * scale))
    return picture


def picture_of(answer) -> Image.Image:
    return Image.open(io.BytesIO(answer.content))


def forms_of(publication) -> set[str]:
    return set(Copy.objects.filter(item=publication.item_id).values_list("form", flat=True))
