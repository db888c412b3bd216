"""Pages of assessments, one module for each step."""
