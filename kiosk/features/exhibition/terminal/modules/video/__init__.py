"""Films: played on a page of their own, with subtitles, in steps of ten seconds, one after the other by a tap."""
