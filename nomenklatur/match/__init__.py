"""Matching: from a name and its place in the old tree to candidates in the new one."""
