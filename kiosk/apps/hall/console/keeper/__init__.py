"""The keeper's first page: a business date in figures, charts and a workbook."""
