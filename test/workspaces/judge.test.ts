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
      "a left join on the id alone",
      "select * from item left join person on person.id = item.owner_id where item.workspace_id = ?",
    ],
    [
      "an outer join that binds the wrong side",
      "select * from item left join person on person.workspace_id = item.workspace_id and item.workspace_id = ?",
    ],
    ["an or in brackets", "select * from item where (workspace_id = ? or id = ?) and state = 'open'"],
    ["a not", "select * from item where not (workspace_id = ?)"],
    ["a comparison with itself", "select * from item where workspace_id = item.workspace_id"],
    ["a constant", "select * from item where workspace_id = 'one'"],
    [
      "an exists without it",
      "select * from item where workspace_id = ? and exists (select 1 from person where person.id = item.owner_id)",
    ],
    ["an in without it", "select * from item where workspace_id = ? and owner_id in (select id from person)"],
    [
      "a value without it",
      "select (select name from person where id = item.owner_id) from item where workspace_id = ?",
    ],
    ["a CTE without it", "with those as (select * from item) select * from those where workspace_id = ?"],
    ["the other half of a union", "select id from item where workspace_id = ? union all select id from person"],
    ["an update without it", "update item set title = ? where id = ?"],
    ["a move to another workspace", "update item set workspace_id = ? where workspace_id = ?"],
    [
      "a delete by others without it",
      "delete from item where workspace_id = ? and id in (select item_id from item_event)",
    ],
    ["an insert of a constant", "insert into received (workspace_id, key, received_at) values ('one', ?, ?)"],
    [
      "an insert from any workspace",
      "insert into received (workspace_id, key, received_at) select workspace_id, key, received_at from received",
    ],
    [
      "a conflict that moves the row",
      "insert into received (workspace_id, key, received_at) values (?, ?, ?) on conflict (workspace_id, key) do update set workspace_id = excluded.workspace_id",
    ],
    ["what it cannot read", "truncate item"],
    [
      "across workspaces, a join that mixes them",
      "select * from item join person on person.id = item.owner_id where due_on < ? /* across workspaces */",
    ],
  ])("%s", (_, text) => {
    expect(problemsOf(text)).not.toEqual([]);
  });
});

describe("accepts", () => {
  it.each([
    ["one of PostgreSQL", 'select * from "item" where "id" = $1 and "item"."workspace_id" = cast($2 as text) limit $3'],
    [
      "a join through another table",
      "select * from item join person on person.workspace_id = item.workspace_id and person.id = item.owner_id where item.workspace_id = ?",
    ],
    [
      "a left join",
      "select * from item left join person on person.id = item.owner_id and person.workspace_id = item.workspace_id where item.workspace_id = ?",
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
    ["a union", "select id from item where workspace_id = ? union select id from person where workspace_id = ?"],
    [
      "an insert",
      "insert into received (workspace_id, key, received_at) values (?, ?, ?), (?, ?, ?) on conflict (workspace_id, key) do nothing",
    ],
    [
      "an insert from a query",
      "insert into received (workspace_id, key, received_at) select workspace_id, ?, ? from item where workspace_id = ?",
    ],
    [
      "what says that it goes across workspaces",
      "select * from item join person on person.workspace_id = item.workspace_id where due_on < ? /* across workspaces */",
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
