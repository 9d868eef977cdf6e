"""One person's record, found by the full ID number: corrected, handed over, erased."""
