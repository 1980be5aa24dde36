"""Measuring: see the Makefile."""
