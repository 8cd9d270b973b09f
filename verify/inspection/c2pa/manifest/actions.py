"""The actions assertions of one manifest, of both versions (C2PA 2.2 section 18.14, and 1.x `c2pa.actions`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from verify.inspection.c2pa.crjson import (
    assertion_label,
    entries,
    first_text,
    is_actions,
    is_ingredient,
    mapping,
    nested,
    serialised,
    text,
    texts,
)
from verify.inspection.c2pa.manifest.ai_mentions import mention
from verify.inspection.c2pa.manifest.local_signals import INCEPTION_ACTIONS
from verify.inspection.c2pa.manifest.within_bounds import kept
from verify.model import Action, digital_source_type, limits

_REGIONS: Final = 64  # per action
_TYPES: Final = 20  # source types of one action, which should have one
_ADDRESSES: Final = frozenset({"url", "hash", "instanceId", "alg", "description"})  # said elsewhere, or no words


@dataclass(frozen=True, slots=True)
class _Step:
    """One entry of a list of actions with one source type, before it is read to the end."""

    assertion: str
    agents: object
    item: Mapping[str, object]
    source_type: str

    @property
    def weight(self) -> int:
        """0 for a beginning that admits AI or leaves it open, 1 for such a change, 2 for other beginnings, else 3."""
        begins = self.item.get("action") in INCEPTION_ACTIONS
        if digital_source_type.read(self.source_type).tells_of_ai:
            return 0 if begins else 1
        return 2 if begins else 3


def actions_of(assertions: Mapping[str, object], most: int = limits.ACTIONS) -> tuple[tuple[Action, ...], bool]:
    """The actions of every actions assertion, in the order in which they stand there; and whether all of them are.

    Of more than `most` those that tell of AI or of a beginning are kept. An action with several source types comes
    once with each.
    """
    instances = {
        text(mapping(value).get("instanceID")): label for label, value in assertions.items() if is_ingredient(label)
    }
    steps: list[_Step] = []
    whole = True
    for label, value in assertions.items():
        if is_actions(label):
            assertion = mapping(value)
            written = assertion.get("actions")
            listed = entries(written)
            whole = whole and isinstance(written, list) and len(listed) == len(written)
            for item in listed:
                types = _types(item, assertion.get("templates"))
                whole = whole and len(types) <= _TYPES and all(len(one) <= limits.FACT_CHARACTERS for one in types)
                agents = assertion.get("softwareAgents")
                steps += [_Step(label, agents, item, one) for one in kept(types, _TYPES, _weight) or [""]]
    chosen = kept(steps, most, lambda step: step.weight)
    left = limits.MENTION_CHARACTERS
    found = []
    for step in chosen:
        spoken, looked = _mention(step.item) if left > 0 else ("", 0)
        left -= looked
        found.append(_action(step, instances, spoken))
    return tuple(found), whole and len(chosen) == len(steps)


def _weight(written: str) -> int:
    return 0 if digital_source_type.read(written).tells_of_ai else 1


def _types(item: Mapping[str, object], templates: object) -> list[str]:
    """The source types of an action: its own, else those that admit AI in a template for it (section 18.14.6)."""
    own = texts(item.get("digitalSourceType"))
    if own:
        return list(dict.fromkeys(own))
    name = item.get("action")
    of_templates = (
        written
        for template in entries(templates)
        if template.get("action") in (name, "*")
        for written in texts(template.get("digitalSourceType"))
    )
    return list(dict.fromkeys(written for written in of_templates if digital_source_type.read(written).tells_of_ai))


def _action(step: _Step, instances: Mapping[str, str], spoken: str) -> Action:
    item = step.item
    parameters = mapping(item.get("parameters"))
    changes = item.get("changes")
    return Action(
        name=text(item.get("action")),
        source_type=text(step.source_type),
        software_agent=_agent(item, step.agents),
        description=text(item.get("description")) or text(parameters.get("description")),
        when=text(item.get("when")),
        assertion=step.assertion,
        ingredients=_ingredients(item, parameters, instances),
        regions=tuple(serialised(change) for change in changes[:_REGIONS]) if isinstance(changes, list) else (),
        mention=spoken,
    )


def _mention(item: Mapping[str, object]) -> tuple[str, int]:
    """What in an action's parameters or regions speaks of AI, and how many characters were looked at."""
    looked = 0
    for key in ("parameters", "changes"):
        for name, value in nested(item.get(key)):
            if isinstance(value, str) and name not in _ADDRESSES and looked < limits.FACT_CHARACTERS:
                looked += min(len(value), limits.FACT_CHARACTERS)
                spoken = mention(value)
                if spoken:
                    return spoken, looked
    return "", looked


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
