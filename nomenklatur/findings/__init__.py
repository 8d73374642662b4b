"""Findings: what a plan, a mapping or a catalog has that somebody must look at."""

from nomenklatur.findings.finding import Finding, Severity
from nomenklatur.findings.rules import RULES, Rule, rule

__all__ = ["RULES", "Finding", "Rule", "Severity", "rule"]
