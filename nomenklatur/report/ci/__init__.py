"""Findings for continuous integration: annotations, code quality, SARIF, JUnit."""

from nomenklatur.report.ci.as_github import write_github
from nomenklatur.report.ci.as_gitlab import write_gitlab
from nomenklatur.report.ci.as_junit import write_junit
from nomenklatur.report.ci.as_sarif import write_sarif

__all__ = ["write_github", "write_gitlab", "write_junit", "write_sarif"]
