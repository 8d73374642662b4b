"""Ruled lines in the picture of a page, and the picture made ready for recognition.

Runs in the child process only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from nomenklatur.tables.pdf.ink import Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nomenklatur.tables.pdf.grid import Grid

_SHORTEST_LEVEL: Final = 40.0  # points; blurred words run together to dark strokes almost as long
_SHORTEST_UPRIGHT: Final = 18.0  # points; no letter is as high as that
_NEAR: Final = 2.5  # points between a line of a grid and the strokes that draw it
_DARK: Final = 0.75  # of the paper's brightness; what is darker is ink
_SKEW: Final = 2.5  # degrees by which a page may lie askew on the glass
_SKEW_STEP: Final = 0.1
_SKEW_WIDTH: Final = 700  # pixels; small pictures tell the skew as well
_MARGIN: Final = 2  # pixels of a line's blur on either side
_SPREAD: Final = 30  # pixels put between two columns, so that no text runs into the next

Pixels = Any
"""An array of grey values, height by width; numpy is only imported where it is used."""
Picture = Any
"""A grey picture of Pillow, which is heavy."""


def straightened(picture: Picture) -> tuple[Picture, float]:
    """A picture turned so that its text lies level, and by how many degrees counterclockwise."""
    import numpy as np  # noqa: PLC0415 - heavy
    from PIL import Image  # noqa: PLC0415 - heavy

    small = picture.resize(
        (_SKEW_WIDTH, max(1, round(picture.height * _SKEW_WIDTH / picture.width)))
    )
    best, most = 0.0, -1.0
    steps = round(_SKEW / _SKEW_STEP)
    for step in range(-steps, steps + 1):
        angle = step * _SKEW_STEP
        turned = small.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
        rows = 255.0 - np.asarray(turned, dtype=np.float32).mean(axis=1)
        sharp = float(np.square(np.diff(rows)).sum())
        if sharp > most * (1.001 if abs(angle) > abs(best) else 1.0):
            best, most = angle, sharp
    if abs(best) < _SKEW_STEP / 2:
        return picture, 0.0
    return picture.rotate(best, Image.Resampling.BICUBIC, fillcolor=255), best


def ruled_lines(pixels: Pixels, scale: float) -> tuple[list[Stroke], list[Stroke]]:
    """The level and the upright lines of a picture, in points.

    Args:
        pixels: Its grey values.
        scale: Pixels per point.
    """
    dark = _dark(pixels)
    level, upright = round(_SHORTEST_LEVEL * scale), round(_SHORTEST_UPRIGHT * scale)
    return (
        [Stroke(y / scale, a / scale, b / scale) for y, a, b in _runs(dark, level)],
        [Stroke(x / scale, a / scale, b / scale) for x, a, b in _runs(dark.T, upright)],
    )


def _dark(pixels: Pixels) -> Pixels:
    import numpy as np  # noqa: PLC0415 - heavy

    paper = float(np.percentile(pixels, 90))
    return pixels < paper * _DARK


def _runs(dark: Pixels, shortest: int) -> Iterator[tuple[int, int, int]]:
    """Rows, and from where to where in each, that are dark without a break."""
    import numpy as np  # noqa: PLC0415 - heavy

    closed = dark.copy()
    closed[:, 1:-1] |= dark[:, :-2] & dark[:, 2:]  # a speck of dust on a line
    edges = np.zeros((closed.shape[0], closed.shape[1] + 2), dtype=np.int8)
    edges[:, 1:-1] = closed
    change = np.diff(edges, axis=1)
    rows, starts = np.nonzero(change == 1)
    _, ends = np.nonzero(change == -1)
    long = (ends - starts) >= shortest
    yield from zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True)


def without_lines(
    pixels: Pixels,
    strokes: tuple[Sequence[Stroke], Sequence[Stroke]],
    grids: Sequence[Grid],
    scale: float,
) -> Pixels:
    """The picture with the lines of its grids painted over, which look like ``|`` and ``1``.

    Args:
        pixels: Its grey values.
        strokes: The level and the upright lines in it, in points.
        grids: The grids that they make.
        scale: Pixels per point.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    clean = pixels.copy()
    paper = int(np.percentile(pixels, 90))
    ys = [y for grid in grids for y in grid.ys]
    xs = [x for grid in grids for x in grid.xs]
    for own, bounds, view in ((strokes[0], ys, clean), (strokes[1], xs, clean.T)):
        for stroke in own:
            if any(abs(stroke.at - bound) <= _NEAR for bound in bounds):
                at, start, end = (round(v * scale) for v in (stroke.at, stroke.start, stroke.end))
                top = max(at - _MARGIN, 0)
                view[top : at + _MARGIN + 1, max(start - 1, 0) : end + 1] = paper
    return clean


class Spread:
    """A picture in which the columns of tables are moved apart, and the way back.

    Recognition reads two texts as one where only a ruled line stood between them.
    """

    def __init__(self, pixels: Pixels, grids: Sequence[Grid], scale: float) -> None:
        import numpy as np  # noqa: PLC0415 - heavy

        height, width = pixels.shape
        most = max((len(grid.xs) for grid in grids), default=0)
        paper = int(np.percentile(pixels, 90))
        self.pixels = np.full((height, width + (most + 1) * _SPREAD), paper, dtype=pixels.dtype)
        self.pixels[:, :width] = pixels
        self._moved: list[tuple[int, int, int, int, int]] = []
        taken: list[tuple[int, int]] = []
        for grid in grids:
            xs, ys = ([round(v * scale) for v in bounds] for bounds in (grid.xs, grid.ys))
            if any(ys[0] < last and first < ys[-1] for first, last in taken):
                continue  # a table beside another
            taken.append((ys[0], ys[-1]))
            self.pixels[ys[0] : ys[-1], xs[0] :] = paper
            self._move(pixels, (ys[0], ys[-1], xs[-1], width), len(xs) * _SPREAD)
            for region in grid.regions:
                top, bottom = ys[region.row], ys[region.row + region.rows]
                left, right = xs[region.column], xs[region.column + region.columns]
                self._move(pixels, (top, bottom, left, right), (region.column + 1) * _SPREAD)

    def _move(self, pixels: Pixels, part: tuple[int, int, int, int], shift: int) -> None:
        top, bottom, left, right = part
        self.pixels[top:bottom, left + shift : right + shift] = pixels[top:bottom, left:right]
        self._moved.append((top, bottom, left + shift, right + shift, shift))

    def back(self, x: float, y: float) -> float:
        """From the left, where a place of the spread picture is in the first one."""
        half = _SPREAD / 2
        for top, bottom, left, right, shift in self._moved:
            if top <= y < bottom and left - half <= x < right + half:
                return x - shift
        return x
