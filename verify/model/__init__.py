"""The frozen values that flow from a file to a report. Standard library only, no behaviour beyond derived properties.

`terms` holds the closed vocabularies, `observations` what readers see, `record` the signed record, `report` the rest;
`barriers` is what `doctor` tells of a worker.
"""

from verify.model.barriers import Attempt, Barrier, Hold, Part
from verify.model.observations import Field, Finding, Imprint, Picture, Waveform
from verify.model.pack import LeftOut, LeftReason, Pack, PackItem, PackSettings, Remark
from verify.model.record import Action, Identity, Ingredient, Manifest, Record, SecondOpinion, Signer, SoftBinding
from verify.model.report import (
    Beginning,
    FileFacts,
    ModelFile,
    Options,
    PartVerdict,
    Reading,
    Report,
    Run,
    TrustList,
    TrustListFacts,
    Verdict,
)
from verify.model.terms import (
    REPORT_SCHEMA,
    SIGNS,
    Alarm,
    Claim,
    Conclusion,
    Edits,
    Layer,
    Origin,
    Problem,
    RecordState,
    Standing,
    Strength,
)

__all__ = [
    "REPORT_SCHEMA",
    "SIGNS",
    "Action",
    "Alarm",
    "Attempt",
    "Barrier",
    "Beginning",
    "Claim",
    "Conclusion",
    "Edits",
    "Field",
    "FileFacts",
    "Finding",
    "Hold",
    "Identity",
    "Imprint",
    "Ingredient",
    "Layer",
    "LeftOut",
    "LeftReason",
    "Manifest",
    "ModelFile",
    "Options",
    "Origin",
    "Pack",
    "PackItem",
    "PackSettings",
    "Part",
    "PartVerdict",
    "Picture",
    "Problem",
    "Reading",
    "Record",
    "RecordState",
    "Remark",
    "Report",
    "Run",
    "SecondOpinion",
    "Signer",
    "SoftBinding",
    "Standing",
    "Strength",
    "TrustList",
    "TrustListFacts",
    "Verdict",
    "Waveform",
]
