-- Who may come in. The hash says by itself how it was made.
create table account(
  name text primary key,
  role text not null check (role in ('admin', 'viewer')),
  hash text not null,
  created_at timestamptz not null default now()
);
