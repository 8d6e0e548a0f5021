"""Holds JSON-LD against the vendored definitions of schema.org: types, properties, values, what is superseded."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

DEFINITIONS = json.loads((Path(__file__).parent / "schema_org.json").read_text(encoding="utf-8"))
TYPES, ENUMERATIONS = DEFINITIONS["types"], DEFINITIONS["enumerations"]
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
TEXTS = {"Text", "CssSelectorType", "PronounceableText", "XPathType"}
ADDRESS = re.compile(r"https?://[^\s/]+\S*")


def faults(document: dict) -> list[str]:
    """One sentence for each thing that schema.org does not know or allow."""
    graph = document["@graph"]
    by_id = {node["@id"]: node for node in graph if "@id" in node}
    found = [] if document.get("@context") == "https://schema.org" else ["another context"]
    found += ["an @id stands twice"] if len(by_id) < sum("@id" in node for node in graph) else []
    return found + [fault for node in graph for fault in _of_node(node, by_id)]


def nodes_in(value: object) -> Iterator[dict]:
    """Every object in the document, however deep."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes_in(inner)


def with_all_above(name: str) -> set[str]:
    return {name}.union(*(with_all_above(parent) for parent in TYPES.get(name, {"parents": []})["parents"]))


def definition_of(name: str, type_name: str) -> dict | None:
    """The property as it is defined on the type or above it."""
    places = (TYPES[above]["properties"] for above in with_all_above(type_name) if above in TYPES)
    return next((properties[name] for properties in places if name in properties), None)


def _of_node(node: dict, by_id: dict) -> Iterator[str]:
    type_name = node.get("@type", "")
    if type_name not in TYPES:
        yield f"no such type: {type_name!r}"
        return
    if "@id" in node and not ADDRESS.fullmatch(node["@id"]):
        yield f"{node['@id']} is no whole address"
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = definition_of(name, type_name)
        if known is None:
            yield f"{type_name} has no {name}"
        elif known.get("superseded"):
            yield f"{name} is superseded"
        elif value in ("", None, [], {}):
            yield f"{type_name}.{name} is empty"
        else:
            for one in value if isinstance(value, list) else [value]:
                yield from _of_value(f"{type_name}.{name}", one, known["range"], by_id)


def _of_value(place: str, value: object, allowed: list[str], by_id: dict) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            value = by_id.get(value["@id"], value)
            if "@type" not in value:  # a node on another page
                if not ADDRESS.fullmatch(value["@id"]):
                    yield f"{place} leads to {value['@id']}"
                return
        else:
            yield from _of_node(value, by_id)
        if not with_all_above(value.get("@type", "")) & set(allowed):
            yield f"{place} may not be a {value.get('@type')}, only {allowed}"
    elif not _is_plain(value, allowed):
        yield f"{place} may not be {value!r}, only {allowed}"


def _is_plain(value: object, allowed: list[str]) -> bool:
    if isinstance(value, bool):
        return "Boolean" in allowed
    if isinstance(value, int):
        return bool({"Integer", "Number"} & set(allowed))
    if not isinstance(value, str):
        return False
    members = {f"https://schema.org/{member}" for name in allowed for member in ENUMERATIONS.get(name, [])}
    return (
        value in members
        or (bool({"Date", "DateTime"} & set(allowed)) and bool(DATE.fullmatch(value)))
        or ("URL" in allowed and bool(ADDRESS.fullmatch(value)))
        or bool(TEXTS & set(allowed))
    )
