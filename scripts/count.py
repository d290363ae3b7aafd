"""usage: count.py BUILD...

Adds up what the tests of the build folders reported (each row of a table, each
end-to-end test) and prints "N passed, N failed". Fails where a test failed or none
ran.
"""
import pathlib
import sys
import xml.etree.ElementTree as ET


def reports(build):
    """meson's own report, without the tests that wrote one themselves."""
    for suite in ET.parse(build / "meson-logs/testlog.junit.xml").iter("testsuite"):
        yield from (case for case in suite.iter("testcase")
                    if not (build / f"e2e-{case.get('name')}.xml").exists())
    for path in sorted(build.glob("e2e-*.xml")):
        yield from ET.parse(path).iter("testcase")


passed = failed = skipped = 0
for folder in sys.argv[1:]:
    for case in reports(pathlib.Path(folder)):
        if case.find("skipped") is not None:
            skipped += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            print("failed:", folder, case.get("name"))
        else:
            passed += 1
if skipped:
    print(f"{skipped} skipped")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0 or passed == 0)
