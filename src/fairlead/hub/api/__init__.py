"""The JSON interface for programs: the same facts, rules and operations as the pages, described by OpenAPI."""
