"""Pages from findings: contexts, templates and tables. Templates arrange; they do not compute."""
