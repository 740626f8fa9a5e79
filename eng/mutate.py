#!/usr/bin/env python3
"""Plants each mistake of mutations.json in a copy of the sources, one at a time, and expects a test to fail.

    python3 eng/mutate.py                 all mutations; exit code 1 if one survives
    python3 eng/mutate.py --only GRU      those whose name contains a text
    python3 eng/mutate.py --report FILE   also writes the table as Markdown

The copy lies in a temporary folder; the working tree is only read. A mutation that does not compile, or whose text is no
longer in its file, is an error of the list, not a catch. First the same tests must pass without any mutation.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TESTS = "tests/GpuNN.Tests"
OWNERS = {"src/GpuNN/": "src/GpuNN/GpuNN.csproj", "kernels/": "kernels/GpuNN.Kernels.csproj"}
TEST_SECONDS = 400


def run(command, folder, seconds):
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=seconds)
        return done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired as expired:
        return 124, (expired.stdout or b"").decode(errors="replace")


def copy_sources(target):
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def filter_of(tests):
    """`A` is a class or method; `A&DisplayName~B` those of its cases whose name contains B."""
    return "|".join(f"(FullyQualifiedName~{test})" for test in tests)


def build(target, project):
    """Builds one project by itself and puts it beside the tests: its public surface is as it was."""
    command = ["dotnet", "build", project, "--no-restore", "--no-dependencies", "-v", "q", "-nologo", "-p:TreatWarningsAsErrors=false"]
    code, output = run(command, target, 600)
    if code:
        return output or "the build did not end"
    name = pathlib.Path(project).stem
    for suffix in (".dll", ".pdb"):
        shutil.copy2(target / pathlib.Path(project).parent / f"bin/Debug/net10.0/{name}{suffix}", target / TESTS / "bin/Debug/net10.0")
    return None


def test(target, tests):
    command = ["dotnet", "test", TESTS, "--no-build", "-v", "q", "-nologo", "--filter", filter_of(tests)]
    return run(command, target, TEST_SECONDS)


def first_failure(code, output):
    if code == 124:
        return "the tests did not end"
    failures = re.findall(r"(\S+)\.(\w+)(?:\(.*\))? \[FAIL\]", output)
    return f"{failures[0][0].split('.')[-1]}.{failures[0][1]}" if failures else "the tests crashed"


def plant(target, mutation):
    path = target / mutation["file"]
    original = text = path.read_text()
    for edit in mutation["edits"]:
        if text.count(edit["find"]) != 1:
            sys.exit(f"stale: '{mutation['name']}': {edit['find']!r} stands {text.count(edit['find'])} times in {mutation['file']}")
        text = text.replace(edit["find"], edit["replace"])
    path.write_text(text)
    return path, original


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--only", default="")
    arguments.add_argument("--report", type=pathlib.Path)
    options = arguments.parse_args()
    mutations = [m for m in json.loads((ROOT / "eng/mutations.json").read_text()) if options.only in m["name"]]
    rows, survivors, dirty = [], 0, None
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder)
        copy_sources(target)
        code, output = run(["dotnet", "build", TESTS, "-v", "q", "-nologo"], target, 1800)
        if code:
            sys.exit(output)
        code, output = run(
            ["dotnet", "test", TESTS, "--no-build", "-v", "q", "-nologo", "--filter", filter_of(sorted({t for m in mutations for t in m["tests"]}))],
            target, 1800)
        if code:
            sys.exit(f"without a mutation:\n{output}")
        for mutation in mutations:
            start = time.monotonic()
            path, original = plant(target, mutation)
            project = next(project for prefix, project in OWNERS.items() if mutation["file"].startswith(prefix))
            if dirty not in (None, project):
                build(target, dirty)
            error, dirty = build(target, project), project
            if error:
                sys.exit(f"'{mutation['name']}' does not compile:\n{error}")
            code, output = test(target, mutation["tests"])
            caught = first_failure(code, output) if code else None
            survivors += caught is None
            path.write_text(original)
            rows.append((mutation["name"], mutation["file"], caught))
            print(f"{'caught' if caught else 'SURVIVED'}: {mutation['name']} ({caught or 'no test failed'}; {time.monotonic() - start:.0f} s)", flush=True)
    print(f"{len(rows)} mutations, {len(rows) - survivors} caught")
    if options.report:
        lines = ["| Mutation | In | Caught by |", "|---|---|---|"]
        lines += [f"| {name} | `{os.path.basename(file)}` | {f'`{caught}`' if caught else '**nothing**'} |" for name, file, caught in rows]
        options.report.write_text("\n".join(lines) + "\n")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
