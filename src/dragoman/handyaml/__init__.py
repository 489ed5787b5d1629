"""YAML that people edit by hand: read with positions, explained when wrong, patched in place."""
