"""What the documents say is so."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer.main
from jsonschema import Draft202012Validator, ValidationError

from formcheck.analysis.result import to_json
from formcheck.analysis.result_sink import ResultSink
from formcheck.body.setup import SetupIssue
from formcheck.cli import app
from formcheck.form.rule import Fault
from formcheck.pose import Pose
from formcheck.session.recognizer import RepRecognizer
from formcheck.text.en import TEXT
from tests.postures import Lift
from tests.recorded import LIFTS, TOOLS, BlindModel, StickModel, frame, poses
from tools import check_schema, limits_table, settings_table, speed
from tools.block import put_into

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS_PAGE, CHECK_PAGE, MEASURES_PAGE = (
    (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("commands.md", "check.md", "measures.md")
)
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))
COMMANDS = typer.main.get_group(app).commands
LINK = re.compile(r"\]\(([^)\s]+)\)")


def tracked() -> list[Path]:
    """Return the files of the repository, whether committed yet or only about to be."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str | None:
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8", errors="replace")


def account_of(stream: list[Pose], model: StickModel) -> dict[str, Any]:
    account, session = ResultSink(), RepRecognizer(model)
    for index, pose in enumerate(stream):
        account.step(frame(index, pose.t), pose, session.update(pose))
    account.end(session.finish())
    return to_json(account.result("clip.mp4", "c" * 64, TOOLS, None))


def undescribed(value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
    """Return the names of fields in `value` that the schema does not tell of."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        return [] if value is None else undescribed(value, schema["anyOf"][0], where)
    if isinstance(value, list):
        return [name for item in value for name in undescribed(item, schema["items"], where)]
    if not isinstance(value, dict) or "properties" not in schema:
        return []
    known = schema["properties"]
    return [f"{where}/{name}" for name in value if name not in known] + [
        name for key in value if key in known for name in undescribed(value[key], known[key], f"{where}/{key}")
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_names_every_command_and_option(name: str) -> None:
    assert f"`formcheck {name}" in COMMANDS_PAGE
    options = {o for p in COMMANDS[name].params for o in p.opts if o.startswith("--") and o != "--help"}
    assert {o for o in options if f"`{o}" not in COMMANDS_PAGE and f"{o} " not in COMMANDS_PAGE} == set()


def test_the_readme_names_every_fault() -> None:
    for page in (README, MEASURES_PAGE):
        assert {fault.value for fault in Fault if f"| `{fault.value}` |" not in page} == set()


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_the_table_of_limits_is_that_of_the_module() -> None:
    made = limits_table.table(limits_table.SOURCE.read_text(encoding="utf-8"))
    page = limits_table.PAGE.read_text(encoding="utf-8")
    assert put_into(page, "limits", made) == page, "run: python -m tools.limits_table"


def test_the_table_of_settings_is_that_of_the_modules() -> None:
    document = settings_table.DOCUMENT.read_text(encoding="utf-8")
    assert put_into(document, "settings", settings_table.table()) == document, "run: python -m tools.settings_table"


def test_every_setting_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "formcheck").rglob("*.py"))
    for source in settings_table.SOURCES:
        for name, value, _ in settings_table.rows(source.read_text(encoding="utf-8")):
            assert not value or f"settings.{name.strip('`')}" in code, name


def test_a_setting_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="LOST_S needs a reason"):
        settings_table.rows("LOST_S = 1.0\n")


def test_the_reason_of_a_setting_stands_above_or_beside_it() -> None:
    source = "# --- One ---\n# Because\n# of this.\nA_S, B_DEG = 1.0, 2.5\nC_S = 3.0  # that\n"
    assert settings_table.rows(source) == [
        ("**One**", "", ""),
        ("`A_S`", "1", "Because of this."),
        ("`B_DEG`", "2.5", "Because of this."),
        ("`C_S`", "3", "that"),
    ]


def test_the_speeds_are_those_of_the_last_benchmark() -> None:
    for path, made in speed.blocks().items():
        document = path.read_text(encoding="utf-8")
        assert put_into(document, "speed", made) == document, "run: python -m tools.speed"


def test_a_limit_without_a_basis_or_a_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="ROLL_NOTE_DEG needs"):
        limits_table.rows("ROLL = RollLimits(note_deg=8.0)\n")
    with pytest.raises(ValueError, match="ROLL_NOTE needs"):
        limits_table.rows("ROLL = RollLimits(\n    note=8.0,  # J: because\n)\n")


def test_limits_of_a_rule_and_by_themselves_are_read() -> None:
    source = (
        "# --- Roll: why ---\nROLL = RollLimits(\n    note_deg=8.0,  # D, after somebody: because\n)\n"
        "PAUSE_S = 0.3  # J: so\nOTHER = Thing(a=1)\n"
    )
    assert limits_table.rows(source) == [
        ("**Roll: why**", "", "", "", ""),
        ("`ROLL_NOTE_DEG`", "8", "°", "because", "D, after somebody"),
        ("`PAUSE_S`", "0.3", "s", "so", "J"),
    ]


def test_the_schema_is_one_and_names_every_fault() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    faults = [fault.value for fault in Fault]
    assert sorted(SCHEMA["$defs"]["Fault"]["enum"]) == sorted(faults)
    assert SCHEMA["$defs"]["Summary"]["properties"]["faults"]["required"] == faults


def test_the_schema_is_that_of_the_result() -> None:
    assert check_schema.PATH.read_text(encoding="utf-8") == check_schema.text(), "run: python -m tools.check_schema"


def test_the_example_on_the_page_holds_to_the_schema() -> None:
    [example] = [
        json.loads(block) for block in re.findall(r"```json\n(.*?)```", CHECK_PAGE, re.DOTALL) if '"schema"' in block
    ]
    Draft202012Validator(SCHEMA).validate(example)
    assert undescribed(example, SCHEMA) == []


@pytest.mark.parametrize(
    ("stream", "model", "reps"),
    [
        (list(poses(LIFTS)), StickModel(), len(LIFTS)),
        (list(poses([Lift()])), BlindModel(), 1),
        (list(poses([])), StickModel(), 0),
        ([Pose.missing(i / 30) for i in range(30)], StickModel(), 0),
        ([], StickModel(), 0),
    ],
    ids=["reps with faults", "roll not judged", "lying still", "nobody", "no frame"],
)
def test_accounts_hold_to_the_schema(stream: list[Pose], model: StickModel, reps: int) -> None:
    account = account_of(stream, model)
    assert account["summary"]["reps"] == len(account["reps"]) == reps
    written = json.loads(json.dumps([account], allow_nan=False))
    Draft202012Validator(SCHEMA).validate(written)
    assert undescribed(written, SCHEMA) == []


def test_the_accounts_above_show_what_they_are_to_show() -> None:
    seen = account_of(list(poses(LIFTS)), StickModel())
    assert seen["summary"]["faults"]["pelvis-roll"] == 1
    assert seen["summary"]["faults"]["momentum"] == 1
    [blind] = account_of(list(poses([Lift()])), BlindModel())["reps"]
    assert blind["roll_deg"] is None
    assert blind["not_judged"] == ["pelvis-roll"]


def test_the_schema_refuses_what_is_no_account() -> None:
    account = account_of(list(poses([Lift()])), StickModel())
    account["reps"][0]["faults"] = ["too-high"]
    with pytest.raises(ValidationError, match="too-high"):
        Draft202012Validator(SCHEMA).validate([account])


def test_every_setup_issue_has_its_sentence() -> None:
    assert {f"sight.{issue.value}" for issue in SetupIssue} == {name for name in TEXT if name.startswith("sight.")}


@pytest.mark.parametrize("name", sorted(str(p.relative_to(ROOT)) for p in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md")]))
def test_links_lead_somewhere(name: str) -> None:
    document = ROOT / name
    links = [link.split("#")[0] for link in LINK.findall(document.read_text(encoding="utf-8"))]
    local = [link for link in links if link and "://" not in link]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_no_file_names_a_machines_folders_or_a_package_index() -> None:
    folder = r"/(?:home/[a-z]|root/|Users/[A-Za-z]|work/|tmp/[a-z])|[A-Z]:\\Users"
    index = r"(?:pypi|pythonhosted)\.org|--index[-]url"
    forbidden = re.compile(rf"""(?:^|[\s"'`(=:])(?:{folder})|{index}""", re.MULTILINE)
    found = [
        f"{path.relative_to(ROOT)}: {match[0].strip()}"
        for path in tracked()
        if (text := text_of(path)) is not None
        for match in forbidden.finditer(text)
    ]
    assert found == []
