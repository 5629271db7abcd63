-- When a planned system expires; a job that holds it puts that off.
alter table system_view add column due_at timestamptz;
