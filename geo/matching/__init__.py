"""Rows → unit codes and their ledger."""
