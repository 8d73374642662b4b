"""The HTML report: one file that a browser opens without a network.

`contents` says what stands on the page, `flows`, `sankey` and `tree` what the diagrams draw,
`rows` what the tables hold, `page` puts it into the templates under a policy that lets nothing
else run.
"""
