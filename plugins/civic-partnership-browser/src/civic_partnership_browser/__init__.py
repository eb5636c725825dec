"""A page in one file that checks registers in a browser: `civic-partnership browser --out tjek.html`."""
