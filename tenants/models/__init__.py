"""Tables of the public schema about cities."""

from tenants.models.city import AuthorityKind, City, CityState, CityTransition, Domain, Epoch
from tenants.models.identity import CitySettings, ConsultationWord, OwnCity
from tenants.models.runs import (
    CompiledTemplate,
    MigrationItem,
    MigrationRun,
    RunState,
    SetupRun,
    SetupStep,
    Spare,
    StepState,
)

__all__ = [
    "AuthorityKind",
    "City",
    "CitySettings",
    "CityState",
    "CityTransition",
    "CompiledTemplate",
    "ConsultationWord",
    "Domain",
    "Epoch",
    "MigrationItem",
    "MigrationRun",
    "OwnCity",
    "RunState",
    "SetupRun",
    "SetupStep",
    "Spare",
    "StepState",
]
