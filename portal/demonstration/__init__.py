"""The demonstration: invented people and pages in every state, loaded through the actions with a set clock."""
