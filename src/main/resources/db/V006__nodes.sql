-- Nodes that have ever been there, until somebody removes them; and on which volumes each system needs its owner to be.

create table node(
  name text primary key,
  -- Where it was reached, and what it ran, when it last started.
  address text not null,
  version text not null,
  first_seen_at timestamptz not null default now(),
  started_at timestamptz not null default now(),
  -- Brought up to date every few seconds while it runs and has the database.
  seen_at timestamptz not null default now(),
  -- Drained until somebody resumes it, also over restarts.
  drained_at timestamptz,
  drained_by text,
  -- Removed and not started since: as if it had never been.
  removed_at timestamptz
);

-- The keys of the volumes of its definition file and hard disks, sorted. With the home they say who may own it.
alter table system_view add column volumes text[] not null default '{}';

update system_view s set volumes = array(
  select distinct (case when coalesce(place->>'node', '') = '' then place->>'volume'
                        else (place->>'volume') || '@' || (place->>'node') end) collate "C"
  from (select s.body->'placement'->'definition' as place
        union all
        select drive->'file' from jsonb_array_elements(coalesce(s.body->'settings'->'drives', '[]')) drive
        where drive->>'kind' = 'HARD_DISK') places
  where place->>'volume' is not null
  order by 1)
where state not in ('Absent', 'Planned');

-- Who runs what now.
create index job_view_attempt_idx on job_view((body->'attempt'->>'node')) where not ended;
