"""Iterative proportional fitting on the small matrix of group sums."""

from __future__ import annotations

import numpy as np

from fairlead.errors import FairleadError
from fairlead.flows.cells import FloatArray

__all__ = ["fit_margins"]


def fit_margins(
    groups: FloatArray, rows: FloatArray, columns: FloatArray, *, tol: float = 1e-12, passes: int = 2000
) -> tuple[FloatArray, FloatArray]:
    """Row and column factors that bring a positive matrix to given margins.

    Scaling a seed S[c, b] so that the sums over the countries c of each region r and over all countries of each
    sector b hit given totals needs one factor per region and one per sector. These factors depend on S only through
    the group sums G[r, b], so fitting G gives exactly the same answer as fitting S, for a fraction of the work.

    Parameters
    ----------
    groups : ndarray, shape (..., R, B)
        Group sums of the seeds; one matrix, or a stack of matrices that are fitted together.
    rows : ndarray, shape (..., R)
        Wanted row sums.
    columns : ndarray, shape (..., B)
        Wanted column sums; their sum must be that of the rows.
    tol
        Largest relative error of any margin.
    passes
        Limit before the fit counts as failed.

    Returns
    -------
    tuple of ndarray
        ``a`` of shape (..., R) and ``b`` of shape (..., B): ``a[..., :, None] * groups * b[..., None, :]`` fits.

    Raises
    ------
    FairleadError
        When the margins disagree, a row or column is empty, or the fit does not converge.

    Notes
    -----
    Deming & Stephan (1940), the RAS method of input-output analysis (Miller & Blair 2009, section 7.4).

    Examples
    --------
    >>> import numpy as np
    >>> a, b = fit_margins(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 5.0]), np.array([4.0, 6.0]))
    >>> fitted = a[:, None] * np.array([[1.0, 2.0], [3.0, 4.0]]) * b
    >>> fitted.sum(0).round(9).tolist(), fitted.sum(1).round(9).tolist()
    ([4.0, 6.0], [5.0, 5.0])
    """
    if not np.allclose(rows.sum(-1), columns.sum(-1), rtol=1e-9):
        raise FairleadError("The wanted row sums and column sums do not add up to the same total.")
    if not (np.isfinite(groups).all() and (groups.sum(-1) > 0).all() and (groups.sum(-2) > 0).all()):
        raise FairleadError("A region or a sector has no people to scale.", fix="Seeds must be strictly positive.")
    b = np.ones(np.broadcast_shapes(groups.shape[:-2], columns.shape[:-1]) + columns.shape[-1:])
    error = np.inf
    for _ in range(passes):
        a = rows / np.matmul(groups, b[..., None])[..., 0]
        seen = np.matmul(a[..., None, :], groups)[..., 0, :]
        error = float(np.abs(seen * b / columns - 1).max())
        b = columns / seen
        if error < tol:
            return a, b
    raise FairleadError(
        f"Fitting the regional and sectoral totals did not converge: relative error {error:.1e} after {passes} passes.",
        why="The account would not add up to the published totals.",
    )
