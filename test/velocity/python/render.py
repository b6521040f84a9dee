"""Renders mapping templates on a Python port of Velocity, as API emulators do that are written in Python. Used by tests only.

Reads cases from stdin, one JSON object a line, and writes what became of each to stdout, one JSON object a line, in their order.
"""

import base64
import json
import sys

import airspeed


class Input:
    """`$input`, over Python's own parser: it parses the body and writes it again with Python's spaces and escapes."""

    def __init__(self, body, parameters):
        self.body = body or "{}"
        self._parameters = parameters

    def path(self, path):
        return find(json.loads(self.body), path)

    def json(self, path):
        return json.dumps(self.path(path))

    def params(self, name=None):
        if name is None:
            return self._parameters
        places = (self._parameters[place] for place in ("path", "querystring", "header"))
        return next((values[name] for values in places if name in values), "")


class Util:
    """`$util`."""

    def base64Encode(self, text):
        return base64.b64encode(text.encode("utf-8")).decode("ascii")

    def escapeJavaScript(self, text):
        # Emulators have been seen to do this to a blank string. What API Gateway does is not documented.
        return json.dumps(text)[1:-1] if text.strip() else "{}"


def find(value, path):
    """The value at a path of the three forms that the templates use: `$`, `$.name` and `$[index]`. An empty string if there is none."""
    if path == "$":
        return value
    if path.startswith("$[") and path.endswith("]"):
        index = int(path[2:-1])
        return value[index] if isinstance(value, list) and index < len(value) else ""
    if not path.startswith("$.") or not path[2:].isidentifier():
        raise ValueError(f"no such path here: {path}")
    return value.get(path[2:], "") if isinstance(value, dict) else ""


def render(case):
    override = {"header": {}}
    context = {"identity": {}, "authorizer": {}, "error": {}, **case["context"], "responseOverride": override}
    try:
        output = airspeed.Template(case["template"]).merge({
            "input": Input(case["body"], case["parameters"]),
            "util": Util(),
            "context": context,
            "stageVariables": {},
        })
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"output": output, "status": override.get("status"), "headers": override["header"]}


for line in sys.stdin:
    print(json.dumps(render(json.loads(line))), flush=True)
