"""Parquet files, when pyarrow is installed."""

from __future__ import annotations

import io

from fairlead.chain.messages import ProblemLog
from fairlead.chain.source import MAX_CELLS, Sheet

__all__ = ["read_parquet"]

_MAX_UNPACKED = 1 << 30


def read_parquet(content: bytes, log: ProblemLog) -> Sheet:
    """Rows of a Parquet file, its column names first; raises `InputError` when that is not possible."""
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise log.stop("parquet_missing") from None
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        meta = file.metadata
        unpacked = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
        if meta.num_rows * max(meta.num_columns, 1) > MAX_CELLS:
            raise log.stop("sheet_too_large", detail=f"{meta.num_rows:,} rows and {meta.num_columns:,} columns")
        if unpacked > _MAX_UNPACKED:
            raise log.stop("file_too_large", detail=f"{unpacked / 2**20:,.0f} MB")
        table = file.read()
        columns = [column.to_pylist() for column in table.columns]
    except (OSError, ValueError, MemoryError, OverflowError, KeyError, NotImplementedError, TypeError) as error:
        raise log.stop("file_damaged", detail=str(error).splitlines()[0] if str(error) else "not readable") from None
    return Sheet("", [list(map(str, table.column_names)), *zip(*columns, strict=True)])
