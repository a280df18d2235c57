"""Excel workbooks, tables in CSV, and agendas: read with everything that had to be assumed, and written back."""
