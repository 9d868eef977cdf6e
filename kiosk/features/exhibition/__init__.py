"""展览: what is on now and why not, the slides of the attract loop, and the pages that show one exhibit."""
