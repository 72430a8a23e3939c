-- When a warning was seen to be over, so that the warnings are shown as they stood at any time. Those that an earlier
-- build ended have no time: it was on that day at the earliest.
alter table early_warning add column cleared_at timestamptz;
