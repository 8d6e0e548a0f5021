"""Makes `schema_org.json` again from the npm package schema-dts, whose types are generated from schema.org's release.

    npm pack schema-dts@2.1.0 && tar xzf schema-dts-2.1.0.tgz
    python -m tests.vocabulary.derive package

Kept are the types that a health site may use, all types above them with all their properties, and the members of the
enumerations of health. schema-dts knows which property is superseded; it does not say which term is pending.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
TYPES = """
AboutPage Answer Article Book BreadcrumbList CollectionPage ContactPage CreativeWork Dataset DefinedTerm DefinedTermSet
Drug EducationalOccupationalCredential FAQPage HealthTopicContent ImageObject ItemList ListItem MedicalAudience
MedicalCode MedicalCondition MedicalEntity MedicalScholarlyArticle MedicalSignOrSymptom MedicalTest MedicalTherapy
MedicalWebPage NewsArticle Organization Patient Person Physician ProfilePage Question Report Thing WebPage
WebPageElement WebSite
""".split()
ENUMERATIONS = ["HealthAspectEnumeration", "MedicalAudienceType", "MedicalSpecialty"]

BASE = re.compile(r"^interface (\w+)Base extends ([^{]+)\{(.*?)^\}", re.MULTILINE | re.DOTALL)
LEAF = re.compile(r"^(?:export )?interface (\w+)Leaf extends ([^{]+)\{", re.MULTILINE)
PROPERTY = re.compile(r'(/\*\*(?:(?!\*/).)*\*/)?\s*"(\w+)"\?: SchemaValue<([^,]+), "\w+">;', re.DOTALL)


def parents_in(text: str, own: str) -> list[str]:
    names = [name.strip().removesuffix("Base") for name in text.split(",")]
    return [name for name in dict.fromkeys(names) if name.isidentifier() and name != own]


def read(source: str) -> tuple[dict, dict]:
    """Parents and properties of every type."""
    parents, properties = {}, {}
    for name, above, body in BASE.findall(source):
        parents[name] = parents_in(above, name)
        properties[name] = {
            found: {
                "range": [part.strip() for part in kinds.split("|") if part.strip() != "IdReference"],
                **({"superseded": True} if "@deprecated" in comment else {}),
            }
            for comment, found, kinds in PROPERTY.findall(body)
        }
    for name, above in LEAF.findall(source):
        if name not in parents:
            parents[name] = parents_in(above, name)
    return parents, properties


def above(name: str, parents: dict) -> set[str]:
    return {name}.union(*(above(parent, parents) for parent in parents.get(name, [])))


def members(source: str, name: str) -> list[str]:
    found = re.search(rf"^export type {name} = (.*);$", source, re.MULTILINE)
    return sorted(set(re.findall(r'"https://schema\.org/(\w+)"', found.group(1)))) if found else []


def main() -> None:
    package = Path(sys.argv[1])
    source = (package / "dist/schema.d.ts").read_text(encoding="utf-8")
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    parents, properties = read(source)
    kept = set().union(*(above(name, parents) for name in TYPES)) & set(parents)
    missing = sorted(set(TYPES) - kept)
    assert missing == [], missing
    definitions = {
        "source": f"schema.org, by way of the npm package schema-dts {version} (made by tests/vocabulary/derive.py)",
        "licence": "schema.org: Creative Commons Attribution-ShareAlike 3.0. schema-dts: Apache-2.0.",
        "types": {name: {"parents": parents[name], "properties": properties.get(name, {})} for name in sorted(kept)},
        "enumerations": {name: members(source, name) for name in ENUMERATIONS},
    }
    text = json.dumps(definitions, indent=1, sort_keys=True, ensure_ascii=False)
    # One property a line keeps the file readable and its changes small.
    text = re.sub(r'\{\n\s+"range": \[([^\]]*)\](,\n\s+"superseded": true)?\n\s+\}', one_line, text)
    (HERE / "schema_org.json").write_text(text + "\n", encoding="utf-8")


def one_line(found: re.Match) -> str:
    kinds = " ".join(found.group(1).split())
    return '{"range": [' + kinds + "]" + (', "superseded": true' if found.group(2) else "") + "}"


if __name__ == "__main__":
    main()
