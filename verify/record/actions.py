"""The actions assertions of one manifest, of both versions (C2PA 2.2 section 18.14, and 1.x `c2pa.actions`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from verify import limits
from verify.model import Action
from verify.record.crjson import (
    assertion_label,
    entries,
    first_text,
    is_actions,
    is_ingredient,
    mapping,
    serialised,
    text,
)

_REGIONS: Final = 64  # per action


def actions_of(assertions: Mapping[str, object]) -> tuple[Action, ...]:
    """Every action of every actions assertion, in the order in which they stand there."""
    instances = {
        text(mapping(value).get("instanceID")): label for label, value in assertions.items() if is_ingredient(label)
    }
    found: list[Action] = []
    for label, value in assertions.items():
        if is_actions(label):
            assertion = mapping(value)
            agents = assertion.get("softwareAgents")
            listed = entries(assertion.get("actions"), limits.ACTIONS - len(found))
            found.extend(_action(label, item, agents, instances) for item in listed)
    return tuple(found)


def _action(label: str, item: Mapping[str, object], agents: object, instances: Mapping[str, str]) -> Action:
    parameters = mapping(item.get("parameters"))
    changes = item.get("changes")
    return Action(
        name=text(item.get("action")),
        source_type=text(item.get("digitalSourceType")),
        software_agent=_agent(item, agents),
        description=text(item.get("description")) or text(parameters.get("description")),
        when=text(item.get("when")),
        assertion=label,
        ingredients=_ingredients(item, parameters, instances),
        regions=tuple(serialised(change) for change in changes[:_REGIONS]) if isinstance(changes, list) else (),
    )


def _agent(item: Mapping[str, object], agents: object) -> str:
    """The software as text: version 1 has text, version 2 an object, or an index into the assertion's list."""
    agent = item.get("softwareAgent")
    index = item.get("softwareAgentIndex")
    if agent is None and isinstance(index, int) and isinstance(agents, list) and 0 <= index < len(agents):
        agent = agents[index]
    if isinstance(agent, str):
        return text(agent)
    named = mapping(agent)
    return " ".join(filter(None, (text(named.get("name")), text(named.get("version")))))


def _ingredients(
    item: Mapping[str, object], parameters: Mapping[str, object], instances: Mapping[str, str]
) -> tuple[str, ...]:
    """The labels of the ingredient assertions an action refers to, by URI or (version 1) by instance identifier."""
    found = [
        assertion_label(reference.get("url"))
        for reference in (
            *entries(parameters.get("ingredients"), limits.INGREDIENTS),
            mapping(parameters.get("ingredient")),
        )
    ]
    identifier = first_text(item, "instanceId") or first_text(parameters, "instanceId")
    if identifier:
        found.append(instances.get(identifier, ""))
    return tuple(dict.fromkeys(filter(None, found)))
