"""The pages of the site: a module a page, and the table of all of them."""
