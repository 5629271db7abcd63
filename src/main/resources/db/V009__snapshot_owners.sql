-- Whose snapshot it is: clients name snapshots by their own ids. Most systems have none, and cost nothing here.
create index system_view_snapshot_idx on system_view
  using gin (jsonb_path_query_array(body->'snapshots', '$[*].id') jsonb_path_ops)
  where (body->'snapshots'->0) is not null;
