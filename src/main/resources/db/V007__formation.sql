-- How nodes form one cluster.

-- One row for each thing that only one process may have at a time, by this server's clock: a node's name, the right to found the
-- cluster, the right to decide a split.
create table cluster_lease (
  name text primary key,
  owner text not null,
  expires_at timestamptz not null
);
