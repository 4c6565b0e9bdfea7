"""Manual pages from what the argument parser knows: manual.py FOLDER DATE <dump.json, as --experimental-dump-help prints it."""

import json
import pathlib
import sys

FILES = """\
.SH FILES
.TP
.I /etc/ringside/ringside.yaml
The configuration, then
.I $XDG_CONFIG_HOME/ringside/ringside.yaml
over it.
.TP
.I $XDG_STATE_HOME/ringside
Journal and keys, where the configuration names no other place; installed:
.IR /var/lib/ringside .
.TP
.I $XDG_RUNTIME_DIR/ringside/desk.sock
The desks' socket, likewise; installed:
.IR /run/ringside/desk.sock .
"""
STATUS = """\
.SH EXIT STATUS
0 done; 1 partly done, or something was found; 2 could not run; 64 wrong arguments; 130 interrupted.
"""


def text(words):
    """Words as troff takes them: nothing in them is a request or an escape."""
    words = words.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return "\n".join(f"\\&{line}" if line[:1] == "." else line for line in words.splitlines())


def shown(arguments):
    return [each for each in arguments if each.get("shouldDisplay", True)]


def spelled(name):
    return ("-" if name["kind"] == "short" else "--") + name["name"]


def value(argument):
    return f"\\fI{text(argument.get('valueName') or 'value').upper()}\\fR"


def in_synopsis(argument):
    if argument["kind"] == "positional":
        words = value(argument)
    else:
        words = f"\\fB{text(spelled(argument['preferredName']))}\\fR"
        words += f" {value(argument)}" if argument["kind"] == "option" else ""
    words += " ..." if argument.get("isRepeating") else ""
    return f"[{words}]" if argument.get("isOptional") else words


def term(argument):
    if argument["kind"] == "positional":
        return value(argument)
    names = sorted(argument["names"], key=lambda name: name["kind"] != "short")
    spellings = ", ".join(f"\\fB{text(spelled(name))}\\fR" for name in names)
    return f"{spellings} {value(argument)}" if argument["kind"] == "option" else spellings


def description(argument):
    parts = [argument.get("abstract"), argument.get("discussion")]
    if argument.get("defaultValue") is not None:
        parts.append(f"Without it: {argument['defaultValue']}.")
    return "\n".join(text(part) for part in parts if part)


def page(command, path, date, version):
    title = "-".join(path)
    arguments = shown(command.get("arguments", []))
    subcommands = [each for each in command.get("subcommands", []) if each.get("shouldDisplay", True)]
    lines = [
        f'.TH "{text(title).upper()}" 1 "{date}" "Ringside {version}" "Ringside"',
        ".SH NAME", f"{text(title)} \\- {text(command.get('abstract') or '').rstrip('.')}",
        ".SH SYNOPSIS", ".nh", ".ad l", f".B {text(' '.join(path))}",
        *([r"\fICOMMAND\fR"] if subcommands else []), *map(in_synopsis, arguments), ".ad b", ".hy",
    ]
    if command.get("discussion"):
        lines += [".SH DESCRIPTION", text(command["discussion"])]
    if subcommands:
        lines += [".SH COMMANDS"]
        for each in subcommands:
            usual = " Without a command, this one." if each["commandName"] == command.get("defaultSubcommand") else ""
            lines += [".TP", f".B {text(each['commandName'])}", text(each.get("abstract") or "") + usual]
    lines += [".SH OPTIONS"]
    for argument in arguments:
        lines += [".TP", term(argument), description(argument)]
    also = [path[:-1]] if len(path) > 1 else []
    also += [path + [each["commandName"]] for each in subcommands if each["commandName"] != "help"]
    seen = ",\n".join(f".BR {text('-'.join(each))} (1)" for each in also)
    return "\n".join(lines) + f"\n{STATUS}{FILES}" + (f".SH SEE ALSO\n.nh\n{seen}\n" if also else "")


def write(command, path, folder, date, version):
    if command["commandName"] == "help":
        return
    path = path + [command["commandName"]]
    (folder / f"{'-'.join(path)}.1").write_text(page(command, path, date, version))
    for each in command.get("subcommands", []):
        if each.get("shouldDisplay", True):
            write(each, path, folder, date, version)


if __name__ == "__main__":
    write(json.load(sys.stdin)["command"], [], pathlib.Path(sys.argv[1]), *sys.argv[2:4])
