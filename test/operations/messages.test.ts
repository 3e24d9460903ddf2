/** `drumbeat messages`: the operator's stop. */
import { expect, it } from "vitest";
import { built } from "../support/built.ts";
import { aNodeProcess } from "../support/process.ts";
import { aRun } from "../support/run.ts";

it("says whether messages go and how many wait, pauses them and has them sent again", async () => {
  const run = await aRun();
  const said = async (...args: string[]) => {
    const child = aNodeProcess([built("cli"), "messages", ...args, "--database", run.location]);
    return [await child.ended, child.output()];
  };
  expect(await said("status")).toEqual([
    0,
    expect.stringMatching(/: messages go; \d+ messages? due within a day\.\n$/),
  ]);
  expect(await said("pause")).toEqual([0, expect.stringContaining("all messages are paused since ")]);
  await run.to("2026-11-02T10:00Z");
  const prompts = () => run.db.selectFrom("delivery").select("id").where("state", "=", "sent").execute();
  expect(await prompts()).toEqual([]);
  expect(await said("status")).toEqual([0, expect.stringMatching(/paused since .*; [1-9]\d* messages wait\.\n$/)]);
  expect(await said("resume")).toEqual([0, expect.stringContaining("messages go")]);
  await run.to("2026-11-02T10:30Z");
  expect((await prompts()).length).toBeGreaterThan(0);
  const [code, usage] = await said("stop");
  expect(code).toBe(1);
  expect(usage).toContain("Usage: drumbeat messages status|pause|resume");
});
