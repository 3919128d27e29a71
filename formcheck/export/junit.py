"""The outcome of a run in the JUnit format, which CI systems show: a test case for each video."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO
from xml.etree import ElementTree as ET

from formcheck._version import __version__
from formcheck.text.plain_text import shown

SUITE = "formcheck check"
_NOT_IN_XML = re.compile("[\ufffe\uffff]")  # what is left after `shown` of what XML cannot hold


@dataclass(frozen=True, slots=True)
class Case:
    """A video. differences: from what was expected, a sentence each. error: why it could not be checked."""

    video: str
    reps: int = 0
    differences: tuple[str, ...] = ()
    error: str | None = None


def write_junit(cases: Sequence[Case], file: TextIO) -> None:
    """Write the cases: one with differences has failed, one without an account is an error."""
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(bool(case.differences) for case in cases)),
        "errors": str(sum(case.error is not None for case in cases)),
    }
    suites = ET.Element("testsuites", {"name": SUITE, **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": SUITE, **counts})
    properties = ET.SubElement(suite, "properties")
    ET.SubElement(properties, "property", {"name": "formcheck", "value": __version__})
    for case in cases:
        _add(suite, case)
    ET.indent(suites, " ")
    file.write('<?xml version="1.0" encoding="utf-8"?>\n')
    file.write(ET.tostring(suites, encoding="unicode") + "\n")


def _add(suite: ET.Element, case: Case) -> None:
    element = ET.SubElement(suite, "testcase", {"classname": SUITE, "name": _text(case.video)})
    if case.error is not None:
        ET.SubElement(element, "error", {"message": _text(case.error)})
    elif case.differences:
        lines = [_text(line) for line in case.differences]
        failure = ET.SubElement(element, "failure", {"message": f"{len(lines)} differences. {lines[0]}"})
        failure.text = "\n".join(lines)
    else:
        ET.SubElement(element, "system-out").text = f"{case.reps} reps"


def _text(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", shown(text))
