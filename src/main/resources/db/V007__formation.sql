-- How nodes form one cluster.

-- One row for each thing that only one process may have at a time, by this server's clock: a node's name, the right to found the
-- cluster, the right to decide a split.
create table cluster_lease (
  name text primary key,
  owner text not null,
  -- Whom the owner reached when it last said so, itself among them.
  side text[] not null default '{}',
  expires_at timestamptz not null
);

-- The authority whose certificates the nodes believe: made by whoever is first. Whoever can read this database owns the cluster.
create table cluster_authority (
  id integer primary key check (id = 1),
  certificate text not null,
  private_key text not null,
  made_at timestamptz not null default now()
);
