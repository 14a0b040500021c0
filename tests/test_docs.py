"""What README and docs say the program does: commands, options, columns, addresses, links."""

from __future__ import annotations

import csv
import re
import shlex
import tomllib
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tools import document_tables

from browser import CHECKOUT
from routemap.cli import main as cli
from routemap.model.edtf_dates import parse_date
from routemap.pictures.params import NAMES
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes
from routemap.tables import check_journey

if TYPE_CHECKING:
    from pathlib import Path

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
DOCS = {path.stem: path.read_text(encoding="utf-8") for path in (CHECKOUT / "docs").glob("*.md")}
DOCUMENTS = [
    path
    for folder in (".", "docs", "benchmarks", "deploy", "tools")
    for path in (CHECKOUT / folder).glob("*.md")
]


def usages() -> list[str]:
    """Lines such as `routemap check [JOURNEY]    list the problems`, without what they tell."""
    lines = re.findall(r"^ {4}(routemap .+)$", README, re.MULTILINE)
    return [re.split(r" {3,}", line)[0] for line in lines]


def help_of(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit, match="0"):
        cli.main([*arguments, "--help"])
    return capsys.readouterr().out


def test_every_command_is_there_with_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(usages()) >= 4
    for usage in usages():
        _, command, *rest = shlex.split(usage)
        told = help_of(command, capsys=capsys)
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(rest)):
            assert option in told, usage


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    commands = re.findall(r"^    (\w+) {2,}", help_of(capsys=capsys), re.MULTILINE)
    assert commands
    assert {usage.split()[1] for usage in usages()} >= set(commands)


def test_every_option_it_names_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    told = "".join(
        help_of(name, capsys=capsys) for name in ("serve", "check", "export", "publish", "import")
    )
    named = set(re.findall(r"`(--[a-z-]+)", README + DOCS["cookbook"]))
    assert len(named) > 7
    for option in named:
        assert option in told


def test_its_example_of_a_picture_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = [usage for usage in usages() if "map.png" in usage]
    assert cli.main(shlex.split(example)[1:]) == 0
    assert (tmp_path / "map.png").stat().st_size > 10_000


def test_its_examples_for_a_teacher_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    examples = [usage for usage in usages() if re.search("handout.pdf|slides.pptx", usage)]
    assert len(examples) == 2
    for example in examples:
        assert cli.main(shlex.split(example)[1:]) == 0
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf", ".pptx"}


@pytest.mark.parametrize("form", ["png", "jpg", "svg", "pdf", "zip"])
def test_its_addresses_answer(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    assert f"`/map.{form}`" in DOCS["addresses"]
    (query,) = re.findall(r"`/map.png\?([^`]+)`", README)
    assert {pair.split("=")[0] for pair in query.split("&")} <= set(NAMES)
    client = TestClient(Starlette(routes=routes()))
    if form == "zip":  # of all dates
        query = re.sub("date=[^&]*&?", "", query)
    assert client.get(f"/map.{form}?{query.replace('web', '600x400')}").status_code == 200


def test_each_row_of_the_schema_has_as_many_cells_as_its_header() -> None:
    """A comma that is not quoted would make a sentence's end into headings of other tables."""
    text = (CHECKOUT / "src/routemap/tables/columns.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    assert not [row for row in rows if len(row) != len(header)]


def test_its_tables_of_columns_are_those_of_the_schema() -> None:
    """`python tools/document_tables.py` writes them anew."""
    assert document_tables.page(DOCS["tables"]) == DOCS["tables"]


def test_every_line_of_the_schema_has_a_cell_for_each_heading() -> None:
    """A comma too many would shift the cells behind it, and no reader would notice."""
    text = (CHECKOUT / "src/routemap/tables/columns.csv").read_text(encoding="utf-8")
    header, *lines = csv.reader(text.splitlines(), strict=True)
    assert [line for line in lines if len(line) != len(header)] == []


def test_the_starter_explains_every_entry_of_the_schema() -> None:
    assert document_tables.STARTER.read_text(encoding="utf-8") == document_tables.starter()


def test_its_example_tables_are_a_journey(tmp_path: Path) -> None:
    blocks = re.findall(r"(?:^ {4}.*\n)+", README, re.MULTILINE)
    by_header = {
        "name,latitude": "locations.csv",
        "date,location": "events.csv",
        "reference,citation": "sources.csv",
    }
    for block in blocks:
        text = re.sub(r"^ {4}", "", block, flags=re.MULTILINE)
        for start, file in by_header.items():
            if text.startswith(start):
                (tmp_path / file).write_text(text, encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == len(by_header)
    assert check_journey(tmp_path).problems == ()


def test_every_test_that_a_document_names_is_there() -> None:
    written = "\n".join(
        path.read_text(encoding="utf-8") for path in (CHECKOUT / "tests").glob("test_*.py")
    )
    known = set(re.findall(r"^(?:async )?def (test_\w+)", written, re.MULTILINE))
    for document in ("SECURITY.md", "ACCESSIBILITY.md"):
        text = (CHECKOUT / document).read_text(encoding="utf-8")
        named = set(re.findall(r"`(test_\w+)`", text))
        assert named
        assert named <= known, named - known


def test_every_file_that_is_named_to_contributors_is_there() -> None:
    there = [path.as_posix() for path in CHECKOUT.rglob("*.*") if ".venv" not in path.parts]
    for document in ("ARCHITECTURE.md", "CONTRIBUTING.md", "tools/README.md"):
        text = (CHECKOUT / document).read_text(encoding="utf-8")
        named = set(re.findall(r"`(?:python )?([\w./]+\.(?:py|js|html|typ|jinja))\b", text))
        assert len(named) > 1
        for name in named:
            assert any(path.endswith(f"/{name}") for path in there), (document, name)


def test_the_picture_of_imports_has_the_layers_in_their_order() -> None:
    text = (CHECKOUT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    picture = text.partition("## Who may import whom")[2].partition("## ")[0]
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    names = [name.rpartition(".")[2] for layer in layers for name in re.findall(r"[\w.]+", layer)]
    drawn = re.findall(r"\w+", "".join(re.findall(r"^ {4}.*\n", picture, re.MULTILINE)))
    order = [drawn.index(name) for name in names if name not in {"__main__", "basemap"}]
    assert order[:-6] == sorted(order[:-6]), names


def anchors(text: str) -> set[str]:
    """Return what headings are linked by, as GitHub and MyST have it."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()).strip() for heading in headings)
    return {re.sub(r"\s", "-", heading) for heading in plain}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_every_link_within_the_checkout_leads_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file) if file else path
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found.read_text(encoding="utf-8")), target


@pytest.mark.parametrize(("name", "text"), [("README", README), ("cookbook", DOCS["cookbook"])])
def test_its_python_runs(
    name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    table = "name,latitude,longitude,arrival\nA,1,2,2023-09-12\nB,2,3,2023-09-13\n"
    (tmp_path / "mine" / "locations.csv").write_text(table, encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    exec("".join(blocks), {})  # noqa: S102  what the documents tell readers to type
    written = {path.name for path in tmp_path.iterdir()} - {"mine"}
    assert written == {
        "README": {"map.png", "trip.geojson", "site"},
        "cookbook": {
            "2023-09-12.svg", "2023-09-13.svg", "handout.pdf", "film.webp", "trip.html", "trip.kml",
        },
    }[name]  # fmt: skip


def test_every_option_and_command_of_the_recipes_is_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    recipes = re.findall(r"^ {4}(routemap .+)$", DOCS["cookbook"] + DOCS["tutorial"], re.MULTILINE)
    assert len(recipes) > 15
    for recipe in recipes:
        _, command, *rest = shlex.split(recipe, comments=True)
        told = help_of(command, capsys=capsys)
        for option in (word for word in rest if re.match("-[-a-z]", word)):
            assert option in told, recipe


def test_the_tutorial_s_table_has_the_mistakes_that_it_says(tmp_path: Path) -> None:
    block = re.search(r"(?:^ {4}.*\n)+", DOCS["tutorial"], re.MULTILINE)
    assert block
    table = tmp_path / "trip.csv"
    table.write_text(re.sub(r"^ {4}", "", block[0], flags=re.MULTILINE), encoding="utf-8")
    found = {(problem.row, problem.column) for problem in check_journey(table).problems}
    assert found == {(2, "arrival"), (4, "longitude"), (5, "latitude"), (5, "longitude")}


def test_the_tutorial_s_folder_has_no_problems(tmp_path: Path) -> None:
    text = DOCS["tutorial"]
    table = re.search(r"(?:^ {4}.*\n)+", text, re.MULTILINE)
    events, sources = re.findall(r"(?:^ {6}.*\n)+", text, re.MULTILINE)
    assert table
    mended = table[0].replace("14/11/1889", "1889-11-14").replace(",230,", ",2.30,").splitlines()
    locations = [f"{mended[0]},references", *(f"{row}," for row in mended[1:-1])]
    locations.append("    Brindisi,40.6322,17.9361,1889-11-25,geonames-3181528")
    (tmp_path / "locations.csv").write_text(dedent("\n".join(locations)), encoding="utf-8")
    (tmp_path / "events.csv").write_text(dedent(events), encoding="utf-8")
    (tmp_path / "sources.csv").write_text(dedent(sources), encoding="utf-8")
    assert check_journey(tmp_path).problems == ()


def test_every_date_in_the_reference_is_read() -> None:
    section = DOCS["tables"].partition("\n## Dates")[2]
    cells = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    dates = [date for cell in cells for date in re.findall(r"`(.+?)`", cell)]
    assert len(dates) > 12
    for date in dates:
        assert parse_date(date), date


def test_every_address_in_the_reference_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    client = TestClient(Starlette(routes=routes()))
    rows = re.findall(r"^\| (`/.+?) \|", DOCS["addresses"], re.MULTILINE)
    addresses = [address for row in rows for address in re.findall(r"`(/[^`…]*)`", row)]
    streamlit = {"/", "/pictures", "/follows", "/teach", "/open", "/assets/", "/ground/"}
    slow = {"/film.mp4", "/film.webp", "/slides.pptx", "/handout.pdf", "/map.zip"}
    ours = [address for address in addresses if address not in streamlit]
    assert len(ours) > 15
    for address in ours:
        query = "?url=http://testserver/present" if address == "/oembed" else ""
        answer = client.head(address) if address in slow else client.get(address + query)
        assert answer.status_code == 200, address


def test_every_parameter_of_a_picture_is_in_the_reference() -> None:
    section = DOCS["addresses"].partition("## Parameters of a picture")[2]
    named = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.+?) \|", section, re.MULTILINE))))
    assert named == set(NAMES)
