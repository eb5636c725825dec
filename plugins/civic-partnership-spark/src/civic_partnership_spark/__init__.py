"""The check of documents in a DataFrame of Apache Spark, on as many machines as there are.

`check_documents` returns the findings about documents as a DataFrame.
"""

from .documents_check import check_documents as check_documents
