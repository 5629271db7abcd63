-- How the views are read. Nothing here is lost when it is dropped.

-- Ids that are not alive keep their row, with the state Absent, so that a reader can wait for a removal; lists skip them.
drop index system_view_name_idx;
create index system_view_listed_idx on system_view(name_folded collate "C", id collate "C") where state <> 'Absent';

-- What a daemon may have to wake.
create index system_view_due_idx on system_view(updated_at)
  where job is not null or state in ('Starting', 'Saving', 'Stopping', 'Pausing', 'Resuming');

-- What has changed since a reader last looked.
create index system_view_ordering_idx on system_view(ordering);
create index job_view_ordering_idx on job_view(ordering);

-- A path may be longer than an index can hold; its beginning is enough to find it, also by its folder.
alter table system_file drop constraint system_file_pkey;
create index system_file_path_idx on system_file(volume, left(path, 400) text_pattern_ops);
