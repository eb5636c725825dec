from .cache_folder import CacheFolder as CacheFolder, find_cache_folder as find_cache_folder
from .cached_check import check_with_cache as check_with_cache
from .checked_files import CheckedFiles as CheckedFiles
