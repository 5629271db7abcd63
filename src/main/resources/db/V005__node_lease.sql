-- Who may change what is outside staging: one row for each incarnation of a node's hands. All times are this server's clock's;
-- a row that was fenced or given up is over for ever.
create table node_lease(
  incarnation uuid primary key,
  node text not null,
  made_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  -- Another node has taken it that this one is gone, and goes on with its work.
  fenced_at timestamptz,
  -- The node has stopped its work itself.
  given_up_at timestamptz
);
