"""Hypothesis strategies for values, records and whole registers, and registers that break one rule.

`import hypothesis` finds these by itself: `st.from_type(Partnership)` makes any partnership that a
file can hold, `st.from_type(Register)` a register in which nothing is wrong.
"""
