"""How a release is to be cited, and what may be done with it. Its version is the digest, its date the lens's."""

from parknet.analytics.network import Network
from parknet.exports.date_words import MONTHS

TITLE = ("文化产业园区合作网络", "Cooperation network of cultural industry parks")
SYNTHETIC = ("合成数据，不是真实园区", "synthetic data, not real parks")
LICENCE = """\
事实及其来源：每条记录所引来源见记录本身。引文的措辞属于各来源；本项目未另行授予数据许可。
Facts with their sources: each record cites the publications that it rests on. Words that are quoted belong to them; no
licence of its own is given to the data. The program that made these files is under the Apache License 2.0.
"""


def title(network: Network) -> tuple[str, str]:
    """The title in zh and en; that of synthetic data says so."""
    (zh, en), mark = TITLE, SYNTHETIC
    return (f"{zh}（{mark[0]}）", f"{en} ({mark[1]})") if network.synthetic else (zh, en)


def citation_text(network: Network) -> str:
    """The citation by GB/T 7714 and in the style of the APA."""
    (zh, en), day = title(network), network.lens.window.last
    month = f"{day.year}, {MONTHS[day.month - 1]} {day.day}"
    lens = f"lens {network.lens.canonical()}"
    return (
        f"GB/T 7714\nparknet. {zh}[DS]. {day.isoformat()}. 版本 {network.digest}, {lens}.\n\n"
        f"APA\nparknet. ({month}). {en} (Version {network.digest}; {lens}) [Data set].\n"
    )


def citation_cff(network: Network) -> str:
    """CITATION.cff 1.2.0; its texts hold neither quotes nor backslashes."""
    zh, en = title(network)
    lines = (
        "cff-version: 1.2.0",
        'message: "Please cite this data set as below."',
        "type: dataset",
        f'title: "{en}; {zh}"',
        "authors:",
        '  - name: "parknet"',
        f'version: "{network.digest}"',
        f"date-released: {network.lens.window.last.isoformat()}",
        f'abstract: "lens {network.lens.canonical()}"',
    )
    return "\n".join([*lines, ""])
