-- What can be listed. Everything here but ferry_meta and command_key can be rebuilt from the journal.

-- What was decided at the first start: the cluster's id, the number of shards.
create table ferry_meta(
  key text primary key,
  value text not null
);

create table system_view(
  id text primary key,
  -- An id may live many times; each life has a number.
  incarnation bigint not null,
  name text not null,
  -- The name as it is compared: folded, so that case does not matter.
  name_folded text not null,
  state text not null,
  node text not null,
  planned boolean not null,
  -- The job that holds the system, if one does.
  job text,
  -- The sequence number of the last event seen, and its place in the journal.
  version bigint not null,
  ordering bigint not null,
  body jsonb not null,
  updated_at timestamptz not null default now()
);

create index system_view_name_idx on system_view(name_folded, id);
create index system_view_node_idx on system_view(node, id);
create index system_view_state_idx on system_view(state, id);

-- Which system uses a file. No foreign key: rows of a system may be written before its own row.
create table system_file(
  system text not null,
  volume text not null,
  path text not null,
  primary key(volume, path, system)
);

create index system_file_system_idx on system_file(system);

create table job_view(
  id text primary key,
  kind text not null,
  state text not null,
  system text,
  ended boolean not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  version bigint not null,
  ordering bigint not null,
  body jsonb not null
);

create index job_view_created_idx on job_view(created_at desc, id);
create index job_view_system_idx on job_view(system, created_at desc) where system is not null;
-- Few jobs have not ended, and they are asked for most often.
create index job_view_active_idx on job_view(created_at desc, id) where not ended;
create index job_view_ended_idx on job_view(ended_at) where ended;

-- The outcome of a submit by its idempotency key, kept for 24 h.
create table command_key(
  principal text not null,
  operation text not null,
  key text not null,
  body_hash text not null,
  job text not null,
  outcome jsonb,
  created_at timestamptz not null default now(),
  primary key(principal, operation, key)
);

create index command_key_created_idx on command_key(created_at);
