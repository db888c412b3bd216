"""What a procedure requires of a document, and whether it has it: the parts of `fairlead.act.receivable`."""
