"""Reads a SAM template, says on standard output what CloudFormation makes of it, as the transform on AWS would:
with the translator that runs there."""
import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")

try:
    from samtranslator.translator.transform import transform
except ImportError:
    sys.exit(77)


class NoManagedPolicies:
    """The template names no managed policy: every right is written out."""

    def load(self):
        return {}


template = json.load(sys.stdin)
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://bucket/functions.zip"  # what the deployment tool writes there
json.dump(transform(template, {}, NoManagedPolicies()), sys.stdout, indent=1)
