"""The processes that look into files: worker, pool, supervisor."""
