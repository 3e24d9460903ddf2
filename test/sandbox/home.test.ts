import { describe, expect, it } from "vitest";
import { aSandbox } from "./workspace.ts";

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
});
