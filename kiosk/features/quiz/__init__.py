"""党性体检 and other papers: drawing, marking, advice; on the terminal alone, nobody is named."""
