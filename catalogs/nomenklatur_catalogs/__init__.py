"""The embedded catalogs and crosswalks: data, one folder each."""
