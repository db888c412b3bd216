"""Sphinx configuration: everything is built from this repository, nothing is fetched."""

import re

from fairlead import __version__

project = "Fairlead"
author = "The Fairlead contributors"
copyright = "The Fairlead contributors, Apache-2.0"
version = release = __version__
language = "en_GB"

extensions = ["myst_parser", "numpydoc", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["deflist", "colon_fence", "dollarmath"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"Fairlead {release}"
html_copy_source = False
html_show_sphinx = False

autodoc_typehints = "none"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_xref_param_type = False
default_role = "code"
nitpicky = True
html_math_renderer = "mathml"


def _mathml(as_block):
    def visit(self, node):
        from docutils import nodes
        from docutils.utils.math.latex2mathml import tex2mathml

        self.body.append(tex2mathml(node.astext(), as_block=as_block))
        raise nodes.SkipNode

    return visit, None


def _keep_bars(_app, _what, _name, _object, _options, lines):
    """Absolute values are written |x| in the docstrings; reStructuredText would take them for substitutions."""
    example = False
    for i, line in enumerate(lines):
        example = line.strip().startswith(">>>") or (example and bool(line.strip()))
        if not example:
            parts = re.split(r"(`+[^`]*`+)", line)
            lines[i] = "".join(part if part.startswith("`") else part.replace("|", r"\|") for part in parts)


def setup(app):
    """Draw formulas as MathML, as browsers can: MathJax would be loaded from somebody else's server."""
    app.connect("autodoc-process-docstring", _keep_bars)
    app.add_html_math_renderer("mathml", _mathml(False), _mathml(True))
