"""placeholder"""


def preview_file(): ...
