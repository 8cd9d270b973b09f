"""Write what a bundle is made of as a bill of materials (SBOM, CycloneDX 1.6): `bill_of_materials.py BUNDLE FOUND`.

The bill names the distributions, the libraries inside them, Python, the start program of PyInstaller, and the libraries
that were copied from this system, by package where the system has packages. What the bundle was made with stands under
the tools. FOUND is the table of libraries and packages that the recipe writes. The bill lies in the bundle and beside
it.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING, Final

import contents

from verify import __version__
from verify.store import licences

if TYPE_CHECKING:
    from cyclonedx.model.component import Component

_OWNER: Final = re.compile(r"^([^:, ]+)(?::\w+)?: (/.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One part: `kind` and `space` are those of its package URL (purl), empty where nobody knows a package.

    A part that is left out is asked for by another one, and only its name and terms are in the bundle.
    """

    name: str
    version: str = ""
    licence: str = ""
    source: str = ""
    kind: str = ""
    space: str = ""
    inside: str = ""
    left_out: bool = False


def main(bundle: Path, table: Path) -> int:
    """Write the bill into the bundle and beside it, and say how many parts it names."""
    found = json.loads(table.read_text(encoding="utf-8"))
    libraries = list_system_libraries(found["libraries"])
    items = (*list_parts(frozenset(found["packages"])), *list_program_parts(), *name_packages(libraries))
    text = write_cyclonedx(items, list_tools(frozenset(item.name for item in items)))
    inside = bundle / licences.BILL_OF_MATERIALS
    inside.write_text(text, encoding="utf-8")
    shutil.copyfile(inside, bundle.parent / licences.BILL_OF_MATERIALS)
    print(f"{inside.name}: {len(items)} parts, {len(libraries)} files of this system among them")
    return 0


def list_parts(packages: frozenset[str]) -> tuple[Item, ...]:
    """Return the distributions that are needed and the libraries inside them.

    Those that have no package among `packages` are left out of the bundle: others ask for them and never use them.
    """
    parts = licences.read_parts()
    named = {part.name for part in parts if part.version}
    held = {name for name in named if _list_packages(name) & packages}
    own = (
        Item(part.name, part.version, part.licence, part.source, "pypi", left_out=part.name not in held)
        for part in parts
        if part.name in named
    )
    inside = (
        Item(part.name, licence=part.licence, source=part.source, inside=part.inside)
        for part in parts
        if part.inside in held
    )
    return (*own, *inside)


def _list_packages(name: str) -> set[str]:
    """Return the packages and modules that a distribution brings."""
    files = (file for file in distribution(name).files or () if ".dist-info" not in file.parts[0])
    return {file.parts[0].partition(".")[0] for file in files} - {"", "__pycache__"}


def list_program_parts() -> tuple[Item, ...]:
    """Return Python and the program that starts it."""
    from PyInstaller import __version__ as pyinstaller

    licence = "GPL-2.0-or-later WITH Bootloader-exception"
    python = platform.python_version()
    return (
        Item("CPython", python, "PSF-2.0", "https://www.python.org/", "generic"),
        Item("PyInstaller bootloader", pyinstaller, licence, "https://github.com/pyinstaller/pyinstaller"),
    )


def list_tools(held: frozenset[str]) -> tuple[Item, ...]:
    """Return the distributions that are installed, Whence and those that the bundle holds left out."""
    tools = {found.name: found.version for found in distributions() if found.name not in {*held, licences.OWN}}
    return tuple(Item(name, version, kind="pypi") for name, version in sorted(tools.items()))


def list_system_libraries(origins: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the files of this system that are in the bundle, without those of distributions and of Python."""
    own = [Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib", "stdlib", "platstdlib")]
    own.append(contents.ROOT / "build")
    python = Path(sys.base_prefix).resolve()
    if python != Path("/usr"):  # a Python of its own folder; in /usr lies everything
        own.append(python)
    files = {Path(origin) for origin in origins.values()}
    return tuple(sorted(path for path in files if not any(path.is_relative_to(folder) for folder in own)))


def name_packages(libraries: Iterable[Path]) -> tuple[Item, ...]:
    """Return the packages that hold the libraries; a library that no package holds stands under its own name."""
    paths = [str(path) for path in libraries]
    if not paths or not shutil.which("dpkg-query"):
        return tuple(Item(Path(path).name) for path in sorted(paths))
    # a library that /lib leads to is filed under /lib or under /usr/lib
    asked = [*paths, *(path.removeprefix("/usr") for path in paths if path.startswith("/usr/lib"))]
    owners = {path: package for package, path in _OWNER.findall(_run("dpkg-query", "--search", *asked))}
    found = {path: owners.get(path) or owners.get(path.removeprefix("/usr")) for path in paths}
    packages = sorted({package for package in found.values() if package})
    versions = dict(
        line.split(" ", 1) for line in _run("dpkg-query", "-W", "-f", "${Package} ${Version}\n", *packages).splitlines()
    )
    system = platform.freedesktop_os_release().get("ID", "debian")
    named = [Item(package, versions.get(package, ""), kind="deb", space=system) for package in packages]
    return (*named, *(Item(Path(path).name) for path in sorted(paths) if not found[path]))


def write_cyclonedx(items: Iterable[Item], tools: Iterable[Item]) -> str:
    """Return the bill as JSON: the same text for the same parts and time of build."""
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import ComponentType
    from cyclonedx.model.tool import ToolRepository
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat, SchemaVersion

    items, tools = tuple(items), tuple(tools)
    whence = _make_component(Item(contents.NAME, __version__, "Apache-2.0"))
    whence.type = ComponentType.APPLICATION
    components = {item.name: _make_component(item) for item in items if not item.inside}
    for item in items:
        if item.inside:
            components[item.inside].components.add(_make_component(item))
    time = contents.read_build_time()
    digest = hashlib.sha256(repr((items, tools, time)).encode()).hexdigest()
    bill = Bom(
        components=components.values(),
        serial_number=uuid.uuid5(uuid.NAMESPACE_OID, digest),
        metadata=BomMetaData(
            component=whence, timestamp=time, tools=ToolRepository(components=map(_make_component, tools))
        ),
    )
    bill.register_dependency(whence, components.values())
    text: str = make_outputter(bill, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    return text


def _make_component(item: Item) -> Component:
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
    from cyclonedx.model.component import Component, ComponentScope
    from packageurl import PackageURL

    purl = PackageURL(item.kind, item.space or None, item.name, item.version or None) if item.kind else None
    reference = "/".join(filter(None, (item.kind, item.space, item.inside, f"{item.name}@{item.version}")))
    return Component(
        name=item.name,
        version=item.version or None,
        bom_ref=reference,
        licenses=[LicenseFactory().make_from_string(item.licence)] if item.licence else [],
        purl=purl,
        scope=ComponentScope.EXCLUDED if item.left_out else ComponentScope.REQUIRED,
        external_references=(
            [ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(item.source))] if item.source else []
        ),
    )


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: bill_of_materials.py BUNDLE FOUND")
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
