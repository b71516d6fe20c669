"""Strings: safe to show, folded for comparing, made into ids and addresses. Knows no article."""
