"""Will serve the page built from the top-level folder web; until then the map (parknet.exports) is the page."""
