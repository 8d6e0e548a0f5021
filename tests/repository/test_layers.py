"""Dependencies point down only: portal > search > articles > faq > library > editorial."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tests.repository.source import LAYERS, name_of, product_modules, tree_of

RANK = {layer: len(LAYERS) - place for place, layer in enumerate(LAYERS)}


def imported_layers(path: Path) -> Iterator[tuple[str, int]]:
    """Also what is imported inside a function: that is where a ring would hide."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        for name in names:
            if (layer := name.split(".")[0]) in RANK:
                yield layer, node.lineno


@pytest.mark.parametrize("path", product_modules(), ids=name_of)
def test_imports_point_down(path: Path):
    own = name_of(path).split("/")[0]
    upward = [f"{layer} (line {line})" for layer, line in imported_layers(path) if RANK[layer] > RANK[own]]
    assert upward == []


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m._meta.app_label in RANK], ids=lambda m: m.__name__)
def test_foreign_keys_point_down(model):
    targets = [
        (field.name, field.related_model._meta.app_label)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model and field.related_model != "self"
    ]
    assert [t for t in targets if t[1] in RANK and RANK[t[1]] > RANK[model._meta.app_label]] == []


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m._meta.app_label in RANK], ids=lambda m: m.__name__)
def test_model_declares_no_content_type_key(model):
    """A generic key is a foreign key that no database checks; the one of the tag model is taggit's own base class."""
    assert [field.name for field in model._meta.private_fields if field.__class__.__name__ == "GenericForeignKey"] == []
