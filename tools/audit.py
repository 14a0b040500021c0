"""Ask for known weaknesses of the packages that routemap runs on; say so where nobody answers.

pip-audit asks PyPI's advisory data. Where that cannot be reached it calls each package unknown and
finds nothing wrong, which is no answer: then this says that nothing was audited.
"""

import json
import subprocess
import sys


def main() -> int:
    """Return 1 if a package has a known weakness."""
    command = [sys.executable, "-m", "pip_audit", "--format=json", "--progress-spinner=off"]
    done = subprocess.run(
        [*command, "--skip-editable"], capture_output=True, text=True, check=False
    )
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"audit skipped: pip-audit gave no answer ({done.stderr.strip()[-200:]})")
        return 0
    audited = [package for package in packages if "skip_reason" not in package]
    if not audited:
        print(f"audit skipped: advisory data of {len(packages)} packages cannot be reached")
        return 0
    weak = [package for package in audited if package["vulns"]]
    for package in weak:
        for found in package["vulns"]:
            mended = ", ".join(found["fix_versions"]) or "no version yet"
            print(f"{package['name']} {package['version']}: {found['id']}, mended in {mended}")
    print(f"audited {len(audited)} packages, {len(packages) - len(audited)} unknown to PyPI")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
