/** Slack's own tables in the sandbox: as strict as Slack, and refused where a workspace does not have them. */
import { describe, expect, it } from "vitest";
import { messageAsText } from "../src/as-text.ts";
import { problemsInBlocks, problemsInView } from "../src/block-kit.ts";
import type { Json } from "../src/json.ts";
import { aSandbox, refusalOf } from "./workspace.ts";

const cell = (text: string) => ({ type: "raw_text" as const, text });
const rows = (count: number, columns = 2) =>
  Array.from({ length: count }, () => Array.from({ length: columns }, () => cell("x")));
const data = (more: Record<string, Json>) => ({ type: "data_table", caption: "All", rows: rows(2), ...more });
const problems = (block: Json) => problemsInBlocks([block]).map(({ message, pointer }) => `${message} ${pointer}`);

describe("a data table", () => {
  it("has up to 100 rows beside its header, of up to 20 cells", () => {
    expect(problems(data({ rows: rows(101, 20), page_size: 100, row_header_column_index: 19 }))).toEqual([]);
    expect(problems(data({ rows: rows(102) }))).toHaveLength(1);
    expect(problems(data({ rows: rows(2, 21) }))).toHaveLength(2);
  });

  it.each<[string, Record<string, Json>, number]>([
    ["no caption", { caption: "" }, 1],
    ["a row that is shorter", { rows: [...rows(2), [cell("x")]] }, 1],
    ["a number in the header", { rows: [[{ type: "raw_number", value: 1, text: "1" }], [cell("x")]] }, 1],
    ["a cell without text", { rows: [[cell("x")], [cell("")]] }, 1],
    ["a page of nothing", { page_size: 0 }, 1],
    ["a page of more than 100", { page_size: 101 }, 1],
    ["an unknown member", { sortable: true }, 1],
  ])("is refused with %s", (_, more, count) => {
    expect(problems(data(more))).toHaveLength(count);
  });

  it("stands in messages alone", () => {
    const view = { type: "modal", title: { type: "plain_text", text: "x" }, blocks: [data({})] };
    expect(problemsInView(view).map(({ message }) => message)).toEqual(["unsupported type: data_table"]);
  });
});

it("a table takes 100 rows and settings of its columns", () => {
  const table = { type: "table", rows: rows(100), column_settings: [{ align: "right", is_wrapped: true }] };
  expect(problems(table)).toEqual([]);
  expect(problems({ ...table, rows: rows(101) })).toHaveLength(1);
});

it("a workspace without them refuses the message, and says so as of any unknown block", async () => {
  const { sandbox, client } = await aSandbox();
  const channel = sandbox.person("ana").userId;
  const blocks = [{ type: "data_table" as const, caption: "All", rows: [[cell("Program")], [cell("Loyalty")]] }];
  sandbox.misbehave({ do: "refuse-block", block: "data_table" });
  expect(await refusalOf(client.chat.postMessage({ channel, text: "x", blocks }))).toBe("invalid_blocks");
  sandbox.misbehave({ do: "take-block", block: "data_table" });
  await client.chat.postMessage({ channel, text: "x", blocks });
  expect(sandbox.as("ana").dm().map(messageAsText)).toEqual(["All\nProgram\nLoyalty"]);
});
