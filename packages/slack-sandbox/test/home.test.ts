import { describe, expect, it } from "vitest";
import { aSandbox, aSocketApp } from "./workspace.ts";

const home = (text: string) => ({
  type: "home" as const,
  blocks: [
    { type: "section" as const, text: { type: "plain_text" as const, text } },
    {
      type: "actions" as const,
      block_id: "act",
      elements: [
        { type: "button" as const, action_id: "go", text: { type: "plain_text" as const, text: "Go" }, value: "1" },
      ],
    },
  ],
});

describe("the Home tab", () => {
  it("shows each person what was published for them", async () => {
    const { sandbox, client } = await aSandbox();
    const ana = sandbox.as("ana");
    expect(ana.home()).toBeNull();
    await client.views.publish({ user_id: ana.userId, view: home("For Ana") });
    expect(ana.home()?.blocks[0]).toMatchObject({ text: { text: "For Ana" } });
    expect(sandbox.as("bruno").home()).toBeNull();
  });

  it("refuses a stale hash, a modal's block, and somebody who is not there", async () => {
    const { sandbox, client } = await aSandbox();
    const { userId } = sandbox.as("ana");
    await client.views.publish({ user_id: userId, view: home("One") });
    const stale = sandbox.as("ana").home()?.hash ?? "";
    await client.views.publish({ user_id: userId, view: home("Two") });
    await expect(client.views.publish({ user_id: userId, hash: stale, view: home("Three") })).rejects.toMatchObject({
      data: { error: "hash_conflict" },
    });
    await expect(
      client.views.publish({
        user_id: userId,
        view: { type: "home", blocks: [{ type: "alert", text: "x" } as never] },
      }),
    ).rejects.toMatchObject({ data: { error: "invalid_arguments" } });
    await expect(client.views.publish({ user_id: "U0NOBODY", view: home("x") })).rejects.toMatchObject({
      data: { error: "user_not_found" },
    });
  });

  it("sends what stands in its fields with the next press, and keeps it when it is published again", async () => {
    const { sandbox, client } = await aSandbox();
    const ana = sandbox.as("ana");
    const sent: unknown[] = [];
    await aSocketApp(sandbox, (app) => {
      app.action("go", async ({ ack, body }) => {
        sent.push("view" in body ? body.view?.state.values : null);
        await ack();
      });
    });
    const view = home("Search");
    const field = {
      type: "input" as const,
      block_id: "search",
      label: { type: "plain_text" as const, text: "Search" },
      element: { type: "plain_text_input" as const, action_id: "words", max_length: 10 },
    };
    const withField = { ...view, blocks: [...view.blocks, field] };
    expect(() => ana.fillHome("search", "x")).toThrow("has no Home yet");
    await client.views.publish({ user_id: ana.userId, view: withField });
    expect(() => ana.fillHome("search", "longer than ten")).toThrow("no more than 10");
    expect(() => ana.fillHome("act", "x")).toThrow("tells the app at once");
    expect(() => ana.fillHome("elsewhere", "x")).toThrow("no field elsewhere");
    ana.fillHome("search", "vendor");
    await ana.pressInHome({ actionId: "go" });
    await client.views.publish({ user_id: ana.userId, view: withField });
    await ana.pressInHome({ actionId: "go" });
    ana.fillHome("search", null);
    await ana.pressInHome({ actionId: "go" });
    expect(sent).toEqual(
      ["vendor", "vendor", null].map((value) => ({ search: { words: { type: "plain_text_input", value } } })),
    );
  });
});
