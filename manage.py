#!/usr/bin/env python3
"""The one entry point for commands: `python manage.py help`."""

import os
import sys

from portal.environment import WrongSetting, load_env_file


def main() -> None:
    load_env_file()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except WrongSetting as error:
        sys.exit(f"A setting is wrong. {error}")


if __name__ == "__main__":
    main()
