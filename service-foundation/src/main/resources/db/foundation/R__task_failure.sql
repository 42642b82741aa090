-- How the attempt before ended, for whoever takes the task up next.
alter table task add column if not exists failure text;
