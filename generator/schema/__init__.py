"""What each kind of file may hold, for editors that complete and check as one types: JSON Schema."""
