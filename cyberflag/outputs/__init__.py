"""A result, said: terminal, csv, json, workbook."""
