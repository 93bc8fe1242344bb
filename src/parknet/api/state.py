"""What the routes work with: one journal, its past, one analysis, and today's day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from parknet.model.snapshot import Snapshot
from parknet.services.analysis import Analysis
from parknet.services.history import History
from parknet.services.journal import Journal


@dataclass(frozen=True, slots=True)
class Services:
    """The services behind the routes; `today` is the day in UTC+8."""

    journal: Journal
    analysis: Analysis
    today: Callable[[], date]
    history: History

    async def snapshot(self) -> Snapshot:
        """The newest snapshot, its digest worked out outside the event loop."""
        return await self.analysis.ready(self.journal.snapshot)


async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Serving = Annotated[Services, Depends(_services)]
