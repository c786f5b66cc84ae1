def drafted(*a, **k): return 0
