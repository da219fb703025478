"""Reads a list of IAM actions, says for each which kinds of resource it can be limited to,
from the service reference that cfn-lint carries."""
import json
import sys
from pathlib import Path

try:
    import cfnlint
except ImportError:
    sys.exit(77)

reference = json.loads((Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "Policies.json").read_text())


def kinds(action):
    service, name = action.split(":")
    known = {key.lower(): value for key, value in reference.get(service, {}).get("Actions", {}).items()}
    return known[name.lower()].get("Resources", []) if name.lower() in known else None


json.dump({action: kinds(action) for action in json.load(sys.stdin)}, sys.stdout)
