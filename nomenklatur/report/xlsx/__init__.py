"""The workbook that an office hands in: one module a sheet, written row by row.

`nomenklatur.report.as_xlsx` writes it; `worksheet` reads back what people chose in it.
"""
