"""The actions assertions of one manifest, of both versions (C2PA 2.2 section 18.14, and 1.x `c2pa.actions`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from verify.inspection.c2pa.crjson import (
    as_entries,
    as_mapping,
    as_text,
    find_assertion_label,
    find_text,
    is_actions,
    is_ingredient,
    list_texts,
    serialise,
    walk_pairs,
)
from verify.inspection.c2pa.manifest.ai_mentions import find_mention
from verify.inspection.c2pa.manifest.local_signals import INCEPTION_ACTIONS
from verify.inspection.c2pa.manifest.within_bounds import keep_within
from verify.model import Action, limits
from verify.model.vocabularies import digital_source_type

_REGIONS: Final = 64  # per action
_TYPES: Final = 20  # source types of one action, which should have one
_ADDRESSES: Final = frozenset({"url", "hash", "instanceId", "alg", "description"})  # said elsewhere, or no words


class _Step(Struct, frozen=True):
    """One entry of a list of actions with one source type, before it is read to the end."""

    assertion: str
    agents: object
    entry: Mapping[str, object]
    source_type: str

    @property
    def weight(self) -> int:
        """0 for a beginning that admits AI or leaves it open, 1 for such a change, 2 for other beginnings, else 3."""
        begins = self.entry.get("action") in INCEPTION_ACTIONS
        if digital_source_type.read(self.source_type).admits_ai:
            return 0 if begins else 1
        return 2 if begins else 3


def actions_of(assertions: Mapping[str, object], most: int = limits.ACTIONS) -> tuple[tuple[Action, ...], bool]:
    """Read the actions of every actions assertion, in the order written, and whether all of them were read.

    Of more than `most` those that tell of AI or of a beginning are kept. An action with several source types comes
    once with each.
    """
    instances = {
        as_text(as_mapping(value).get("instanceID")): label
        for label, value in assertions.items()
        if is_ingredient(label)
    }
    steps: list[_Step] = []
    whole = True
    for label, value in assertions.items():
        if is_actions(label):
            assertion = as_mapping(value)
            written = assertion.get("actions")
            listed = as_entries(written)
            whole = whole and isinstance(written, list) and len(listed) == len(written)
            for entry in listed:
                types = _find_source_types(entry, assertion.get("templates"))
                whole = whole and len(types) <= _TYPES and all(len(one) <= limits.FACT_CHARACTERS for one in types)
                agents = assertion.get("softwareAgents")
                steps += [_Step(label, agents, entry, one) for one in keep_within(types, _TYPES, _weigh_type) or [""]]
    selection = keep_within(steps, most, lambda step: step.weight)
    left = limits.MENTION_CHARACTERS
    actions = []
    for step in selection:
        mention, looked = _find_mention(step.entry) if left > 0 else ("", 0)
        left -= looked
        actions.append(_build_action(step, instances, mention))
    return tuple(actions), whole and len(selection) == len(steps)


def _weigh_type(written: str) -> int:
    return 0 if digital_source_type.read(written).admits_ai else 1


def _find_source_types(entry: Mapping[str, object], templates: object) -> list[str]:
    """Find the source types of an action: its own, else those that admit AI in a template for it (section 18.14.6)."""
    own = list_texts(entry.get("digitalSourceType"))
    if own:
        return list(dict.fromkeys(own))
    name = entry.get("action")
    elsewhere = [
        written
        for template in as_entries(templates)
        if template.get("action") in (name, "*")
        for written in list_texts(template.get("digitalSourceType"))
    ]
    # a maker's own parameter: com.adobe.digitalSourceType
    for key, value in as_mapping(entry.get("parameters")).items():
        if key.rpartition(".")[2] == "digitalSourceType":
            elsewhere += list_texts(value)
    return list(dict.fromkeys(written for written in elsewhere if digital_source_type.read(written).admits_ai))


def _build_action(step: _Step, instances: Mapping[str, str], mention: str) -> Action:
    entry = step.entry
    parameters = as_mapping(entry.get("parameters"))
    changes = entry.get("changes")
    return Action(
        name=as_text(entry.get("action")),
        source_type=as_text(step.source_type),
        software_agent=_find_agent(entry, step.agents),
        description=as_text(entry.get("description")) or as_text(parameters.get("description")),
        when=as_text(entry.get("when")),
        assertion=step.assertion,
        ingredients=_find_ingredients(entry, parameters, instances),
        regions=tuple(serialise(change) for change in changes[:_REGIONS]) if isinstance(changes, list) else (),
        mention=mention,
    )


def _find_mention(entry: Mapping[str, object]) -> tuple[str, int]:
    """Find what in an action's parameters or regions speaks of AI, and how many characters were looked at."""
    looked = 0
    for key in ("parameters", "changes"):
        for name, value in walk_pairs(entry.get(key)):
            if isinstance(value, str) and name not in _ADDRESSES and looked < limits.FACT_CHARACTERS:
                looked += min(len(value), limits.FACT_CHARACTERS)
                words = find_mention(value)
                if words:
                    return words, looked
    return "", looked


def _find_agent(entry: Mapping[str, object], agents: object) -> str:
    """Find the software agent as text: version 1 has text, version 2 an object or an index into a list."""
    agent = entry.get("softwareAgent")
    index = entry.get("softwareAgentIndex")
    if agent is None and isinstance(index, int) and isinstance(agents, list) and 0 <= index < len(agents):
        agent = agents[index]
    if isinstance(agent, str):
        return as_text(agent)
    named = as_mapping(agent)
    return " ".join(filter(None, (as_text(named.get("name")), as_text(named.get("version")))))


def _find_ingredients(
    entry: Mapping[str, object], parameters: Mapping[str, object], instances: Mapping[str, str]
) -> tuple[str, ...]:
    """Find the labels of the ingredients that an action refers to, by URI or (version 1) by instance identifier."""
    labels = [
        find_assertion_label(reference.get("url"))
        for reference in (
            *as_entries(parameters.get("ingredients"), limits.INGREDIENTS),
            as_mapping(parameters.get("ingredient")),
        )
    ]
    identifier = find_text(entry, "instanceId") or find_text(parameters, "instanceId")
    if identifier:
        labels.append(instances.get(identifier, ""))
    return tuple(dict.fromkeys(filter(None, labels)))
