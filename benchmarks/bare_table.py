"""The one table of the bare framework's server, apart so that it can be made without configuring Django twice."""

TABLE = (
    "create table bare_complaint (id bigserial primary key, title text not null, body text not null, "
    "email text not null, created timestamptz not null default now())"
)
