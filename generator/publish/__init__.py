"""Files beside the pages: downloads and the index for other programs, written whole or not at all."""
