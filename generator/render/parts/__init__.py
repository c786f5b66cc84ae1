"""What several pages are put together from: tables, charts with their tables, facts, lists."""
