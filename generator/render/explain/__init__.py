"""Why a page says what it says: reasons beside verdicts, and worked examples of the formulas."""
