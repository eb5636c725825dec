"""The page in one file, made once, and a browser that has it open."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_driver import OpenPage
from playwright.sync_api import Browser, sync_playwright
