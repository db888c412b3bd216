"""The command line. Each command lives in `fairlead.commands` and is imported only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from fairlead import __version__

__all__ = ["cli", "main"]

# Products here are many and small: threads of the linear algebra library wait for each other more than they help.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# name: (module in fairlead.commands, one line for the list of commands, which thus needs no import); the hub's module
# is named in full, and is imported only by who calls it: the library knows nothing of it
COMMANDS = {
    "assess": ("assess", "Say what a list of purchases is statistically linked to, and whom to act with."),
    "campaign": (
        "campaign",
        "Act together: objective, levels, allies, a coalition that agrees on texts, steps and a log.",
    ),
    "classify": ("classify", "Show how names of countries, products and industries are read."),
    "compare": ("compare", "Say what differs between two assessments, and whether the ranges tell them apart."),
    "completion": ("completion", "Print the completion script of your shell."),
    "confirmations": ("confirmations", "Keep the readings of names that you have confirmed."),
    "data": ("data", "List, describe, build and check trade tables, and the assumptions behind the accounts."),
    "dossier": ("dossier", "Bring together all that is known of a country, industry, good or corridor."),
    "export-site": ("fairlead.hub.export.command", "Write the public part of the hub as files that need no server."),
    "facts": ("facts", "List and show the sourced facts that Fairlead carries."),
    "follow": ("follow", "Follow a letter or complaint until it has an effect."),
    "footprint": ("footprint", "Count the people behind what a country consumes, at home and abroad."),
    "hub": ("fairlead.hub.command", "Serve the web application and look after its data."),
    "laws": ("laws", "Say which laws bind a company on a date, what they ask, and which import bans touch a good."),
    "letter": ("letter", "Write letters, complaints and papers from facts with their sources."),
    "paths": ("paths", "Rank the supply paths behind a purchase, exactly."),
    "ratifications": ("ratifications", "Say who had ratified an ILO instrument on a date, and what is missing."),
    "routes": ("routes", "Say which routes are open to whom, against whom, and through whom."),
    "tiers": ("tiers", "Count the people behind a purchase, tier by tier."),
}

EXIT_CODES = """\
\b
Exit codes:
  0    done
  1    the input cannot be used, or --strict refused it
  2    the command was called wrongly
  3    a fault in Fairlead itself
  130  interrupted
"""


class _ReaderLeftError(Exception):
    """The reader of the output (head, less) left; click would end with 1 if it saw the broken pipe itself."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, and whose errors say what, where, why and how."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command's module and take its ``command``."""
        if cmd_name not in COMMANDS:
            return None
        module = COMMANDS[cmd_name][0]
        found = import_module(module if "." in module else f"fairlead.commands.{module}")
        command: click.Command = found.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command when this one does not exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else "`fairlead --help` lists the commands."
            raise click.UsageError(f"There is no command {args[0]!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the call, which prints the help where that is asked for."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except BrokenPipeError as error:
            raise _ReaderLeftError from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; say so where it is one of the hub and the hub's packages are not there."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderLeftError from error
        except ModuleNotFoundError as error:
            module = COMMANDS.get(ctx.invoked_subcommand or "", ("", ""))[0]
            if not module.startswith("fairlead.hub.") or (error.name or "").startswith("fairlead"):
                raise
            from fairlead.errors import FairleadError

            raise FairleadError(
                "The web application is not installed.",
                why=f"It needs packages that the library does not, among them {error.name}.",
                fix='Install them: pip install "fairlead[hub]", or `make hub` in a copy of the source.',
            ) from error

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run; turn every error into a message and an exit code."""
        given = list(sys.argv[1:] if args is None else args)
        if not standalone_mode:
            return super().main(given, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(given, prog_name, complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()  # a pipe that broke shows here at the latest, and not when Python ends
        except click.ClickException as error:
            if "--json" in given:
                from fairlead.commands._errors import show_call

                show_call(error)
            else:
                error.show()
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            click.echo("Interrupted.", err=True)
            sys.exit(130)
        except (_ReaderLeftError, BrokenPipeError):  # not our error
            with suppress(OSError):  # what is still buffered has nowhere to go; some streams have no number
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except Exception as error:
            if "--debug" in given or os.environ.get("FAIRLEAD_DEBUG"):
                raise
            from fairlead.commands._errors import show

            sys.exit(show(error, as_json="--json" in given))
        sys.exit(code if isinstance(code, int) else 0)


@click.group(
    cls=LazyGroup,
    epilog="\b\nExamples:\n  fairlead assess purchases.csv\n  fairlead assess purchases.xlsx --output report\n"
    '  fairlead tiers Bangladesh "knitted shirts" --amount 1000000\n\n' + EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the whole trace of an error (or set FAIRLEAD_DEBUG=1).")
def cli(debug: bool) -> None:
    """From evidence of forced labour in supply chains to the action that ends it.

    Estimates belong to a country and an industry, never to a named supplier. Every estimate carries a 90 % range.
    """


def main() -> None:
    """Entry point of the ``fairlead`` command."""
    cli.main(prog_name="fairlead")
