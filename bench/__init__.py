"""How fast a handbook is built, beside a bare MkDocs that writes as many pages of the same size."""
