-- Finds the warnings whose outcome is judged.
create index early_warning_by_day on early_warning (raised_on);
