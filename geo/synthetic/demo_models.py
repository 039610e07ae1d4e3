"""The made-up community models of the synthetic city; those with a published place stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np

WITHOUT_MODEL: Final = "21199"
"""A ward (Tịnh Thiện) without any model, so that the screens that name such wards have one."""

NEW_IN_2018: Final = 5
"""Published: five models were founded in 2018; they are the `PUBLISHED` ones that say so."""


@dataclass(frozen=True)
class Plan:
    """Models to be founded.

    Parameters
    ----------
    kind
        Code of ``city.toml``.
    name
        With ``{ward}`` where each chosen ward gets a model of its own; else one model works in all of them.
    wards
        GSO codes.
    started
        Year, or 0 for any year before 2018.
    """

    kind: str
    name: str
    wards: tuple[str, ...]
    started: int = 0
    ended: str = ""


PUBLISHED: Final = (
    Plan(
        "reintegration",
        "Tái hòa nhập cộng đồng cho người chấp hành xong án phạt tù",
        ("21013", "21022", "21223"),
        2018,
    ),
    Plan(
        "youth_prevention",
        "Phòng ngừa, quản lý, giáo dục thanh thiếu niên {ward}",
        ("21028", "21031", "21256"),
        2018,
    ),
    Plan("security_camera", "Camera an ninh {ward}", ("21262",), 2018),
    Plan(
        "veterans_families",
        "Gia đình hội viên cựu chiến binh không có tệ nạn xã hội",
        ("21016", "21223", "21232"),
    ),
)

MADE_UP: Final = (
    Plan("security_camera", "Camera an ninh {ward}", ("21010", "21013", "21019", "21025", "21211")),
    Plan("veterans_families", "Gia đình cựu chiến binh gương mẫu {ward}", ("21034",)),
    Plan(
        "people_security_team",
        "Tổ an ninh nhân dân tự quản {ward}",
        ("21016", "21019", "21022", "21028", "21172", "21187", "21190", "21214", "21253"),
    ),
    Plan(
        "self_managed_clan", "Dòng họ tự quản {ward}", ("21037", "21187", "21202", "21208", "21211", "21256")
    ),
    Plan(
        "family_group", "Tổ liên gia tự quản {ward}", ("21010", "21013", "21022", "21025", "21031", "21172")
    ),
    Plan("security_light", "Ngọn đèn an ninh {ward}", ("21034", "21190", "21223", "21232", "21262")),
    Plan(
        "security_loudspeaker",
        "Tiếng kẻng an ninh {ward}",
        ("21037", "21187", "21202", "21211", "21256", "21262"),
    ),
    Plan("civil_defence", "Đội dân phòng {ward}", ("21013", "21172", "21211", "21262")),
    Plan("border_linkage", "Liên kết vùng giáp ranh Nghĩa Lộ – Quảng Phú", ("21016", "21028")),
    Plan("border_linkage", "Liên kết vùng giáp ranh Nghĩa Dũng – Nghĩa Dõng", ("21034", "21037")),
    Plan("border_linkage", "Liên kết vùng giáp ranh Tịnh Khê – Tịnh Hòa", ("21187", "21211")),
    Plan("self_guarded_households", "Hộ tự phòng, số nhà tự quản {ward}", ("21013", "21028")),
    Plan("security_loudspeaker", "Tiếng loa an ninh {ward}", ("21019",), 2013, "2017"),
    Plan("civil_defence", "Đội dân phòng cơ động {ward}", ("21232",), 2012, "2016"),
)


def make_models(
    hamlets: gpd.GeoDataFrame, facts: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the models and their sites: 53 models work in 2018, at more sites than models."""
    called = dict(zip(facts["ward_code"], facts["kind"] + " " + facts["name"], strict=True))
    by_ward = {str(ward): codes.to_numpy() for ward, codes in hamlets.groupby("ward_code")["code"]}
    models: list[tuple[str, str, str, int, str]] = []
    sites: list[tuple[str, str]] = []
    for plan in (*PUBLISHED, *MADE_UP):
        places = [(ward,) for ward in plan.wards] if "{ward}" in plan.name else [plan.wards]
        for wards in places:
            code = f"M{len(models) + 1:02d}"
            started = plan.started or int(rng.choice([2012, 2013, 2014, 2015, 2016, 2017]))
            models.append((code, plan.name.format(ward=called[wards[0]]), plan.kind, started, plan.ended))
            chosen = [rng.choice(by_ward[ward], int(rng.integers(1, 4)), replace=False) for ward in wards]
            sites += [(code, hamlet) for ward in chosen for hamlet in sorted(ward)]
    return (
        pd.DataFrame(models, columns=["model_code", "name", "kind", "started", "ended"]),
        pd.DataFrame(sites, columns=["model_code", "hamlet_code"]),
    )
