"""The frozen values that flow from a file to a report. Standard library only, no behaviour beyond derived properties.

`vocabularies` holds the closed ones, `findings` what readers see, `manifest_store` the signed record, `report`
the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from verify.model.evidence_pack import LeftOut, LeftReason, Pack, PackItem, PackSettings, Remark
    from verify.model.findings import Field, Finding, Imprint, Picture, Waveform
    from verify.model.manifest_store import (
        Action,
        Coverage,
        Identity,
        Ingredient,
        Manifest,
        Record,
        SecondOpinion,
        Signer,
        SoftBinding,
        TimeStamp,
        Uncovered,
    )
    from verify.model.record_search import (
        CheckedStore,
        FoundRecord,
        Likeness,
        RecordMatch,
        RecordSearch,
        SearchProblem,
        SoftCode,
    )
    from verify.model.report import (
        Authority,
        Beginning,
        FetchedFrom,
        Fetcher,
        FileFacts,
        ModelFile,
        Options,
        PartVerdict,
        Reading,
        Report,
        Run,
        Supplement,
        TrustList,
        TrustListFacts,
        Verdict,
    )
    from verify.model.revocation import (
        CertificateChain,
        CertificateStatus,
        NoAnswer,
        RevocationAnswer,
        RevocationQuestion,
        RevocationSource,
        SignedAnswer,
    )
    from verify.model.vocabularies.enumerations import (
        AI_CLAIMS,
        AUTHENTICITY_CLAIMS,
        EARLY_CONCLUSIONS,
        FORGIVEN,
        REPORT_SCHEMA,
        SIGNS,
        Alarm,
        Conclusion,
        Edits,
        Exclusion,
        Exposed,
        Layer,
        Origin,
        OriginClaim,
        Problem,
        RecordState,
        Relation,
        Shortfall,
        StampedBytes,
        Standing,
        Strength,
    )
else:
    _HOMES: Final = (
        "vocabularies.enumerations",
        "findings",
        "manifest_store",
        "report",
        "revocation",
        "record_search",
        "evidence_pack",
    )

    def __getattr__(name: str) -> object:
        """Load a value's module when it is asked for: a window that paints first needs only the limits."""
        if name in __all__:
            for home in _HOMES:
                module = import_module(f"{__name__}.{home}")
                if hasattr(module, name):
                    globals()[name] = getattr(module, name)
                    return globals()[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "AI_CLAIMS",
    "AUTHENTICITY_CLAIMS",
    "EARLY_CONCLUSIONS",
    "FORGIVEN",
    "REPORT_SCHEMA",
    "SIGNS",
    "Action",
    "Alarm",
    "Authority",
    "Beginning",
    "CertificateChain",
    "CertificateStatus",
    "CheckedStore",
    "Conclusion",
    "Coverage",
    "Edits",
    "Exclusion",
    "Exposed",
    "FetchedFrom",
    "Fetcher",
    "Field",
    "FileFacts",
    "Finding",
    "FoundRecord",
    "Identity",
    "Imprint",
    "Ingredient",
    "Layer",
    "LeftOut",
    "LeftReason",
    "Likeness",
    "Manifest",
    "ModelFile",
    "NoAnswer",
    "Options",
    "Origin",
    "OriginClaim",
    "Pack",
    "PackItem",
    "PackSettings",
    "PartVerdict",
    "Picture",
    "Problem",
    "Reading",
    "Record",
    "RecordMatch",
    "RecordSearch",
    "RecordState",
    "Relation",
    "Remark",
    "Report",
    "RevocationAnswer",
    "RevocationQuestion",
    "RevocationSource",
    "Run",
    "SearchProblem",
    "SecondOpinion",
    "Shortfall",
    "SignedAnswer",
    "Signer",
    "SoftBinding",
    "SoftCode",
    "StampedBytes",
    "Standing",
    "Strength",
    "Supplement",
    "TimeStamp",
    "TrustList",
    "TrustListFacts",
    "Uncovered",
    "Verdict",
    "Waveform",
]
