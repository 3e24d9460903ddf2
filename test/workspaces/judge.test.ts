/** The judge of statements refuses what forgets its workspace, however it is put, and nothing else. */
import { describe, expect, inject, it } from "vitest";
import { judge } from "./judge.ts";

const owners = new Map(inject("owners"));
const problemsOf = (text: string) => judge(text, owners).problems;

describe("refuses", () => {
  it.each([
    ["a forgotten where", "select * from item"],
    ["a condition on the id alone", "select * from item where id = ?"],
    [
      "a join on the id alone",
      "select * from item join person on person.id = item.owner_id where item.workspace_id = ?",
    ],
    [
      "a left join on the id alone",
      "select * from item left join person on person.id = item.owner_id where item.workspace_id = ?",
    ],
    [
      "an outer join that binds the wrong side",
      "select * from item left join person on person.workspace_id = item.workspace_id and item.workspace_id = ?",
    ],
    ["a cross join", "select * from item, person where item.workspace_id = ?"],
    ["an or", "select * from item where workspace_id = ? or id = ?"],
    ["an or in brackets", "select * from item where (workspace_id = ? or id = ?) and state = 'open'"],
    ["a not", "select * from item where not (workspace_id = ?)"],
    ["another comparison", "select * from item where workspace_id <> ?"],
    ["a comparison with itself", "select * from item where workspace_id = item.workspace_id"],
    ["a constant", "select * from item where workspace_id = 'one'"],
    ["a list of workspaces that says not in", "select * from item where workspace_id not in (?)"],
    ["a case", "select * from item where case when workspace_id = ? then 1 else 1 end = 1"],
    [
      "an exists without it",
      "select * from item where workspace_id = ? and exists (select 1 from person where person.id = item.owner_id)",
    ],
    ["an in without it", "select * from item where workspace_id = ? and owner_id in (select id from person)"],
    [
      "a value without it",
      "select (select name from person where id = item.owner_id) from item where workspace_id = ?",
    ],
    [
      "an order without it",
      "select * from item where workspace_id = ? order by (select name from person where id = item.owner_id)",
    ],
    ["a CTE without it", "with those as (select * from item) select * from those where workspace_id = ?"],
    [
      "a table beside a CTE",
      "with those as (select id from item where workspace_id = ?) select * from those join person on person.id = those.id",
    ],
    ["a query in from", "select * from (select owner_id from item) as those"],
    ["the other half of a union", "select id from item where workspace_id = ? union all select id from person"],
    ["a workspace by another column", "select * from workspace where slack_team_id = ?"],
    ["a workspace with something behind it", "select * from item where workspace_id || 'x' = ?"],
    [
      "a query in from that does not say whose its rows are",
      "select * from (select id from item where workspace_id = ?) as those join person on person.workspace_id = those.workspace_id",
    ],
    ["an update without it", "update item set title = ? where id = ?"],
    [
      "an update from a table without it",
      "update item set title = person.name from person where item.workspace_id = ? and person.id = item.owner_id",
    ],
    ["a move to another workspace", "update item set workspace_id = ? where workspace_id = ?"],
    ["a delete without it", "delete from item where id = ?"],
    [
      "a delete by others without it",
      "delete from item where workspace_id = ? and id in (select item_id from item_event)",
    ],
    ["an insert without it", "insert into received (key, received_at) values (?, ?)"],
    ["an insert of a constant", "insert into received (workspace_id, key, received_at) values ('one', ?, ?)"],
    [
      "an insert from any workspace",
      "insert into received (workspace_id, key, received_at) select workspace_id, key, received_at from received",
    ],
    [
      "a conflict with any workspace",
      "insert into received (workspace_id, key, received_at) values (?, ?, ?) on conflict (key) do nothing",
    ],
    [
      "a conflict that moves the row",
      "insert into received (workspace_id, key, received_at) values (?, ?, ?) on conflict (workspace_id, key) do update set workspace_id = excluded.workspace_id",
    ],
    ["an insert that replaces", "insert or replace into received (workspace_id, key, received_at) values (?, ?, ?)"],
    ["what it cannot read", "truncate item"],
    ["a bracket that is not closed", "select * from item where (workspace_id = ?"],
    [
      "across workspaces, a join that mixes them",
      "select * from item join person on person.id = item.owner_id where due_on < ? /* across workspaces */",
    ],
    [
      "across workspaces, a query within of any",
      "select * from item where owner_id in (select id from person) /* across workspaces */",
    ],
  ])("%s", (_, text) => {
    expect(problemsOf(text)).not.toEqual([]);
  });
});

describe("accepts", () => {
  it.each([
    ["a condition", 'select * from "item" where "workspace_id" = +? and "id" = +?'],
    ["one of PostgreSQL", 'select * from "item" where "id" = $1 and "item"."workspace_id" = cast($2 as text) limit $3'],
    [
      "one in brackets, beside an or",
      "select * from item where (workspace_id = ?) and (state = ? or id between ? and ?)",
    ],
    [
      "a join through another table",
      "select * from item join person on person.workspace_id = item.workspace_id and person.id = item.owner_id where item.workspace_id = ?",
    ],
    [
      "a join that binds the first",
      "select * from item join person on item.workspace_id = person.workspace_id where person.workspace_id = ?",
    ],
    [
      "a left join",
      "select * from item left join person on person.id = item.owner_id and person.workspace_id = item.workspace_id where item.workspace_id = ?",
    ],
    [
      "rows that are equal",
      "select * from item join person on (person.workspace_id, person.id) = (item.workspace_id, item.owner_id) where item.workspace_id = ?",
    ],
    [
      "an exists",
      "select * from item where workspace_id = ? and exists (select 1 from person where person.workspace_id = item.workspace_id)",
    ],
    [
      "keys of a query",
      "delete from item where (workspace_id, id) in (select workspace_id, id from item where workspace_id = ?)",
    ],
    [
      "a CTE",
      "with those as (select workspace_id, id from item where workspace_id = ?) select * from those join person on person.workspace_id = those.workspace_id",
    ],
    ["one that takes no index", "select * from item where workspace_id || '' = ?"],
    [
      "a query in from that says whose its rows are",
      "select * from (select workspace_id, id from item where workspace_id = ?) as those join person on person.workspace_id = those.workspace_id",
    ],
    ["a union", "select id from item where workspace_id = ? union select id from person where workspace_id = ?"],
    [
      "a workspace by its id",
      "select person.*, name from person join workspace on workspace.id = person.workspace_id where person.workspace_id = ?",
    ],
    [
      "an update from values",
      "update item set title = changed.title from (values (?, ?)) as changed where workspace_id = ? and id = ?",
    ],
    [
      "an insert",
      "insert into received (workspace_id, key, received_at) values (?, ?, ?), (?, ?, ?) on conflict (workspace_id, key) do nothing",
    ],
    [
      "an insert from a query",
      "insert into received (workspace_id, key, received_at) select workspace_id, ?, ? from item where workspace_id = ?",
    ],
    ["tables of nobody", "select tbl, idx from sqlite_stat1 order by tbl"],
    [
      "what says that it goes across workspaces",
      "select * from item join person on person.workspace_id = item.workspace_id where due_on < ? /* across workspaces */",
    ],
    [
      "a part that says so, beside others",
      "select (select min(at) from received /* across workspaces */), (select min(id) from item where workspace_id = ?)",
    ],
  ])("%s", (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it("and says which parameters name the workspace, so that they can be compared", () => {
    const text =
      "select * from item join person on person.workspace_id = ? where item.id = ? and item.workspace_id = ?";
    expect(judge(text, owners).parameters).toEqual([0, 2]);
    const given = "insert into received (key, workspace_id, received_at) select ?, ?, ? union all select ?, ?, ?";
    expect(judge(given, owners).parameters).toEqual([1, 4]);
  });
});
