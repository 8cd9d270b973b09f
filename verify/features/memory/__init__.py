"""The memory of what was checked on this computer: kept only if switched on, asked for hints, never for a verdict."""
