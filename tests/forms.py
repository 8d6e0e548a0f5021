"""Filling in a form of a page as a browser would."""

from selectolax.lexbor import LexborHTMLParser


def form_data(response, form="form[method=post]"):
    """All values that the largest form of a page would post, without its buttons: name -> list of values."""
    tree = LexborHTMLParser(response.content.decode())
    found = tree.css(form)
    named = [f for f in found if f.css("input[name], textarea[name], select[name]")]
    largest = max(named, key=lambda f: len(f.css("[name]")))
    data = {}
    for node in largest.css("input[name], textarea[name], select[name]"):
        for value in _values(node):
            data.setdefault(node.attributes["name"], []).append(value)
    return {name: values for name, values in data.items() if "__prefix__" not in name}


def _values(node):
    attributes = node.attributes
    if node.tag == "textarea":
        # The browser drops the first line feed inside a text area and so does the parser.
        return [node.text(deep=True, strip=False)]
    if node.tag == "select":
        chosen = [o.attributes.get("value", o.text()) for o in node.css("option") if "selected" in o.attributes]
        if chosen or "multiple" in attributes:
            return chosen
        first = node.css_first("option")
        return [first.attributes.get("value", "")] if first else []
    kind = attributes.get("type", "text")
    if kind in ("submit", "button", "image", "file"):
        return []
    if kind in ("checkbox", "radio"):
        return [attributes.get("value", "on")] if "checked" in attributes else []
    return [attributes.get("value") or ""]
