/** Product and sandbox have a table of Slack's limits each, so that a slip in one shows against the other. */
import { limits } from "slack-sandbox";
import { expect, it } from "vitest";
import * as ours from "../../src/slack/limits.ts";

it("the product counts against no limit that the sandbox has otherwise", () => {
  const theirs: Record<string, object> = { ...limits };
  const shared = Object.entries(ours);
  expect(shared.length).toBeGreaterThan(5);
  for (const [name, table] of shared) expect(theirs[name], name).toMatchObject(table);
});
