"""When and in what order: Prefect flows and tasks, settings, schedules and the command line."""
