"""Write docs/reference/cli.md from the commands themselves; with --check only say whether it is current."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from fairlead.cli import COMMANDS, EXIT_CODES, cli

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "cli.md"
HEAD = """\
# Command line

This page is written by `make reference` from the commands themselves.
Every command has `--help`; every command that answers has `--json`.
Errors go to standard error and say what is wrong, where, why it matters and how to mend it;
with `--json` they are a JSON object with the key `error` on standard output.
"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, groups before their members."""
    yield "fairlead", cli
    context = click.Context(cli, info_name="fairlead")
    for name in sorted(COMMANDS):
        command = cli.get_command(context, name)
        assert command is not None
        yield f"fairlead {name}", command
        if isinstance(command, click.Group):
            for member in command.commands.values():
                yield f"fairlead {name} {member.name}", member


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for name, command in commands():
        usage = " ".join([name, *command.collect_usage_pieces(click.Context(command, info_name=name))])
        parts.append(f"{'#' * max(2, len(name.split()))} `{name}`\n")
        parts += [f"```text\n{usage}\n```\n", _paragraphs(command.help or "")]
        options = [_option(param, command) for param in command.params if isinstance(param, click.Option)]
        if options:
            parts.append("| option | meaning |\n|---|---|\n" + "\n".join(options) + "\n")
        lines = (command.epilog or "").replace("\b", "").split("Examples:")[-1].split("Exit codes:")[0]
        shown = [line.strip() for line in lines.splitlines() if line.strip()]
        if shown:
            parts.append("Examples:\n\n```sh\n" + "\n".join(shown) + "\n```\n")
    codes = [line.split(maxsplit=1) for line in EXIT_CODES.replace("\b", "").splitlines() if line.startswith("  ")]
    parts.append("## Exit codes\n\n| code | meaning |\n|---|---|")
    parts[-1] += "".join(f"\n| {code} | {text} |" for code, text in codes) + "\n"
    return "\n".join(parts)


def _paragraphs(text: str) -> str:
    return cleandoc(text).replace("\b\n", "") + "\n"


def _option(option: click.Option, command: click.Command) -> str:
    names = ", ".join(f"`{name}`" for name in [*option.opts, *option.secondary_opts])
    value = "" if option.is_flag else f" {_code(option.make_metavar(click.Context(command)))}"
    default = "" if option.is_flag or not option.show_default else f" Default: `{option.default}`."
    repeat = " May be given several times." if option.multiple and "repeated" not in (option.help or "") else ""
    return f"| {names}{value} | {(option.help or '').replace('|', chr(92) + '|')}{default}{repeat} |"


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


def main() -> int:
    """Write or check."""
    text = page()
    if "--check" in sys.argv[1:]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        sys.stderr.write("" if current else "docs/reference/cli.md is not current: run `make reference`.\n")
        return 0 if current else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
