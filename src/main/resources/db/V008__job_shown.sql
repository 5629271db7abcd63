-- How far a job has been shown at any node: none shows it further back. Its row goes when the job ends.
create table job_shown(
  job text primary key,
  attempt bigint not null,
  percent int not null,
  bytes_done bigint not null,
  figures jsonb not null
);
