-- Lists of one node ask at each page which places there are: few, among many systems. With this each is found by one look into an
-- index, whose entries are of one length however many volumes a system is on.
create function system_place(node text, volumes text[]) returns text
  language sql immutable
  return encode(sha256(convert_to(node || E'\n' || array_to_string(volumes, E'\n'), 'UTF8')), 'hex');
create index system_view_place_idx on system_view(system_place(node, volumes)) where state not in ('Absent', 'Planned');
