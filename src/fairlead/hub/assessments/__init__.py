"""Assessments: from a list of purchases to a result that its owner keeps, compares, shares or deletes for good."""
