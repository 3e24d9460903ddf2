import { WebAPIPlatformError } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { aSandbox } from "./workspace.ts";

const good = [{ type: "section", text: { type: "plain_text", text: "Hello" } }];
const bad = [{ type: "section", text: { type: "invalid", text: "Hello" } }];
const modal = { type: "modal", title: { type: "plain_text", text: "Form" } };

/** Slack's answer, whether it takes them or not. */
async function validated(args: Record<string, unknown>): Promise<unknown> {
  const { client } = await aSandbox();
  const given = Object.entries(args).map(([name, value]) => [name, JSON.stringify(value)]);
  return client.apiCall("blocks.validate", Object.fromEntries(given)).catch((error: unknown) => {
    if (error instanceof WebAPIPlatformError) return error.data;
    throw error;
  });
}

describe("blocks.validate", () => {
  it.each([{ blocks: good }, { message: { blocks: good } }, { view: { ...modal, blocks: good } }])(
    "takes what Slack shows: %o",
    async (args) => expect(await validated(args)).toMatchObject({ ok: true }),
  );

  it("takes a Home, and in it no block of modals", async () => {
    expect(await validated({ view: { type: "home", blocks: good } })).toMatchObject({ ok: true });
    const alert = [{ type: "alert", text: { type: "plain_text", text: "Mind" } }];
    expect(await validated({ view: { type: "home", blocks: alert } })).toMatchObject({ error: "invalid_view" });
  });

  it.each([
    [{ blocks: bad }, "invalid_blocks", "/0/text/type"],
    [{ message: { blocks: bad } }, "invalid_message", "/blocks/0/text/type"],
    [{ view: { ...modal, blocks: bad } }, "invalid_view", "/blocks/0/text/type"],
  ])("says what is wrong and where: %o", async (args, error, pointer) => {
    expect(await validated(args)).toMatchObject({
      ok: false,
      error,
      errors: expect.arrayContaining([expect.objectContaining({ code: "failed_constraint", pointer })]),
    });
  });

  it("takes exactly one argument, of no more than 100,000 characters", async () => {
    const invalid = { ok: false, error: "invalid_arguments" };
    expect(await validated({})).toMatchObject(invalid);
    expect(await validated({ blocks: good, message: { blocks: good } })).toMatchObject(invalid);
    const long = { type: "section", text: { type: "plain_text", text: "x".repeat(3000) } };
    expect(await validated({ blocks: Array.from({ length: 40 }, () => long) })).toMatchObject(invalid);
  });
});
