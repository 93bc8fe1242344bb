"""The base map: whole, on the grid that the projection gives, and sent once."""

from parknet.exports import projection
from tests.api.conftest import Api


async def test_the_map_is_the_whole_country_on_the_grid_of_the_projection(shared: Api) -> None:
    base = (await shared.get("/basemap")).json()
    assert len(base["provinces"]) == 34 and {"710000", "810000", "820000"} < {
        one["adcode"] for one in base["provinces"]
    }
    assert len(base["dashes"]) == 10 and {place["zh"] for place in base["places"]} >= {"南沙群岛", "钓鱼岛"}
    grid = base["projection"]
    assert (grid["lon0"], tuple(grid["parallels"]), grid["scale"]) == (105, projection.PARALLELS, projection.SCALE)
    for area in base["provinces"]:
        for ring in area["rings"]:
            xs, ys = ring[0::2], ring[1::2]
            for n in range(len(xs)):
                assert 0 <= sum(xs[: n + 1]) <= grid["width"] and 0 <= sum(ys[: n + 1]) <= grid["height"]


async def test_the_map_is_kept_by_the_browser_and_not_sent_twice(shared: Api) -> None:
    first = await shared.get("/basemap", accept_encoding="gzip")
    assert "max-age" in first.headers["cache-control"] and first.headers["content-encoding"] == "gzip"
    again = await shared.get("/basemap", if_none_match=first.headers["etag"])
    assert again.status_code == 304 and not again.content
