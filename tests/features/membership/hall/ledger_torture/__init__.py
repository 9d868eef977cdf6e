"""Ledgers from a truth that is kept: drawn in every manner that branches have, damaged, read, and compared with it.

    ledger = drawn(seed)                # people, and the table somebody made of them
    verdict = judged(ledger)            # what was read of it, beside the truth

A difference without a finding at its cell is silent, and there may be none. Spellings and headers are written down here
anew, so that the reader is not asked about its own lists alone.
"""
