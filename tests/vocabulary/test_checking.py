"""The checker finds what it is there to find: most of these were seen on real health sites."""

import pytest

from tests.vocabulary.checking import TYPES, faults

PAGE = {"@type": "MedicalWebPage", "@id": "https://health.example.org/en/wrist/#page"}


def faults_of(*nodes):
    return faults({"@context": "https://schema.org", "@graph": list(nodes)})


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"aspect": "symptoms"}, "aspect is superseded"),
        ({"hasHealthAspect": "https://schema.org/SymptomsHealthAspect"}, "MedicalWebPage has no hasHealthAspect"),
        ({"medicalSpecialty": "Oncology"}, "MedicalWebPage has no medicalSpecialty"),
        ({"nextReview": "2027-01-01"}, "MedicalWebPage has no nextReview"),
        ({"name": ""}, "MedicalWebPage.name is empty"),
        ({"lastReviewed": "3 May 2026"}, "MedicalWebPage.lastReviewed may not be '3 May 2026', only ['Date']"),
        ({"url": "/en/wrist/"}, "MedicalWebPage.url may not be '/en/wrist/', only ['URL']"),
        ({"breadcrumb": {"@type": "ItemList"}}, "MedicalWebPage.breadcrumb may not be a ItemList"),
        ({"reviewedBy": {"@type": "Phisician"}}, "no such type: 'Phisician'"),
        ({"reviewedBy": {"@id": "#somebody"}}, "MedicalWebPage.reviewedBy leads to #somebody"),
        ({"hasPart": {"@type": "HealthTopicContent", "hasHealthAspect": "https://schema.org/TestsHealthAspect"}},
         "HealthTopicContent.hasHealthAspect may not be 'https://schema.org/TestsHealthAspect'"),
    ],
)  # fmt: skip
def test_fault_is_named(more, fault):
    found = faults_of(PAGE | more)
    assert found and found[0].startswith(fault)


def test_clean_page_has_no_fault():
    who = {"@type": "Person", "@id": "https://health.example.org/en/people/x/#person", "name": "X"}
    assert faults_of(PAGE | {"reviewedBy": [{"@id": who["@id"]}], "lastReviewed": "2026-05-03"}, who) == []


def test_reference_to_a_node_of_the_wrong_type_is_a_fault():
    crumbs = {"@type": "BreadcrumbList", "@id": "https://health.example.org/en/wrist/#crumbs"}
    assert faults_of(PAGE | {"reviewedBy": {"@id": crumbs["@id"]}}, crumbs)


def test_what_stands_above_a_type_is_there():
    above = {parent for known in TYPES.values() for parent in known["parents"]}
    assert above <= set(TYPES)
