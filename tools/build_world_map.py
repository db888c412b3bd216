"""Write src/fairlead/report/data/world_map.csv from Natural Earth's borders (public domain).

Run it by hand: ``python tools/build_world_map.py countries-110m.json countries-10m.json``, with the TopoJSON files of
the npm package world-atlas, which are made from Natural Earth's. Shapes come from the coarse file; States that it
leaves out become dots, placed by the finer one. The projection is Equal Earth (Šavrič, Patterson and Jenny 2018).
"""

from __future__ import annotations

import csv
import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global
from build_country_names import alpha3

from fairlead.reason.ratification import members

WIDTH = 1000
OUT = Path(__file__).parents[1] / "src" / "fairlead" / "report" / "data" / "world_map.csv"
# Areas without a code of their own in the file: drawn with the State that the ILO lists, or as an area of no State.
UNCODED = {"N. Cyprus": "CYP", "Somaliland": "SOM", "Kosovo": "XKX"}
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees; x to the east and y to the north, in units of the sphere's radius."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta**2
    t6 = t2**3
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta)
    return x / (3 * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))), theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


SCALE = WIDTH / 2 / equal_earth(180, 0)[0]
TOP = equal_earth(0, 84)[1]


def place(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point stands on the drawing."""
    x, y = equal_earth(longitude, latitude)
    return WIDTH / 2 + x * SCALE, (TOP - y) * SCALE


class Borders:
    """A TopoJSON file of countries."""

    def __init__(self, path: str) -> None:
        topology = json.loads(Path(path).read_text(encoding="utf-8"))
        (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs: list[list[tuple[float, float]]] = []
        for arc in topology["arcs"]:
            x = y = 0
            points = []
            for step in arc:
                x, y = x + step[0], y + step[1]
                points.append((x * kx + dx, y * ky + dy))
            self.arcs.append(points)
        self.countries: list[dict[str, Any]] = topology["objects"]["countries"]["geometries"]

    def rings(self, shape: dict[str, Any]) -> list[list[tuple[float, float]]]:
        """Outer rings of a country, in degrees (holes too: none of them matters at this size)."""
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}[shape["type"]]
        return [self.ring(ring) for polygon in polygons or () for ring in polygon]

    def ring(self, arcs: list[int]) -> list[tuple[float, float]]:
        """One ring from its arcs; a negative number means that the arc runs backwards."""
        points: list[tuple[float, float]] = []
        for index in arcs:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points


def cut(ring: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Cut a ring that crosses the 180th meridian into its parts on both sides."""
    turns, unrolled = 0, [ring[0]]
    for (before, _), (longitude, latitude) in pairwise(ring):
        turns += (before - longitude > 180) - (longitude - before > 180)
        unrolled.append((longitude + 360 * turns, latitude))
    west, east = min(x for x, _ in unrolled), max(x for x, _ in unrolled)
    parts = []
    for turn in (-1, 0, 1):
        left, right = 360 * turn - 180, 360 * turn + 180
        if east > left and west < right:
            part = clip(clip(unrolled, left, 1), right, -1)
            if len(part) > 3:
                parts.append([(x - 360 * turn, y) for x, y in part])
    return parts


def clip(ring: list[tuple[float, float]], at: float, side: int) -> list[tuple[float, float]]:
    """Keep what lies on one side of a meridian (Sutherland and Hodgman)."""
    kept: list[tuple[float, float]] = []
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        inside, next_inside = side * (ax - at) >= 0, side * (bx - at) >= 0
        if inside:
            kept.append((ax, ay))
        if inside != next_inside:
            kept.append((at, ay + (by - ay) * (at - ax) / (bx - ax)))
    return [*kept, kept[0]] if kept else []


def path_of(rings: list[list[tuple[float, float]]]) -> str:
    """Draw rings as an SVG path in whole units, with steps from point to point."""
    parts = []
    for ring in (part for whole in rings for part in cut(whole)):
        if max(latitude for _, latitude in ring) < -60:
            continue  # Antarctica
        points = [(round(x), round(y)) for x, y in (place(*point) for point in ring)]
        points = [point for point, before in zip(points, [None, *points], strict=False) if point != before]
        if len(points) < 4:
            continue
        x, y = points[0]
        text = f"M{x} {y}l"
        steps = []
        for nx, ny in points[1:-1]:
            steps.append(f"{nx - x} {ny - y}")
            x, y = nx, ny
        parts.append(text + " ".join(steps).replace(" -", "-") + "z")
    return "".join(parts)


def main(coarse: str, fine: str) -> None:
    """Write the file."""
    letters = alpha3()
    codes = {number: letters[two] for number, two in _numbers().items() if two in letters}
    drawn: dict[str, list[list[tuple[float, float]]]] = {}
    borders = Borders(coarse)
    for shape in borders.countries:
        code = codes.get(shape.get("id", "")) or UNCODED.get(shape["properties"]["name"])
        if code and code != "ATA":
            drawn.setdefault(code, []).extend(borders.rings(shape))
    # The United Nations (General Assembly resolution 68/262) count Crimea as part of Ukraine; Natural Earth draws who
    # administers it.
    crimea = [ring for ring in drawn["RUS"] if all(32 < x < 37 and 44 < y < 46.5 for x, y in ring)]
    drawn["RUS"] = [ring for ring in drawn["RUS"] if ring not in crimea]
    drawn["UKR"] += crimea
    rows = []
    paths = {code: path_of(rings) for code, rings in drawn.items()}
    finer = Borders(fine)
    middles = {}
    for shape in finer.countries:
        code = codes.get(shape.get("id", "")) or UNCODED.get(shape["properties"]["name"])
        if code:
            ring = max(finer.rings(shape), key=len)
            middles.setdefault(code, place(*(sum(values) / len(ring) for values in zip(*ring, strict=True))))
    for code in sorted({*paths, *members()}):
        if not paths.get(code) and code not in middles:
            print("not drawn:", code, file=sys.stderr)
            continue
        x, y = middles.get(code, (0.0, 0.0))
        rows.append((code, round(x), round(y), paths.get(code, ""), "Natural Earth 4.1", "2018", "verified"))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "x", "y", "path", "source", "as_of", "status"))
        writer.writerows(rows)


def _numbers() -> dict[str, str]:
    """ISO 3166 numbers -> two letters."""
    return {number: codes[0] for number, codes in get_global("territory_aliases").items() if number.isdigit()}


if __name__ == "__main__":
    main(*sys.argv[1:])
