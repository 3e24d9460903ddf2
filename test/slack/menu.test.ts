import { expect, it } from "vitest";
import { z } from "zod";
import { option } from "../../src/slack/blocks.ts";
import { Menu } from "../../src/slack/menus.ts";

const menu = new Menu("test.menu", z.string());
const offered = (count: number) =>
  menu.of(
    Array.from({ length: count }, (_, index) => ({ choice: "open", about: `p:${index}`, label: `Open ${index}` })),
    "Choose an action",
  );

it("is behind three dots as far as Slack has room there, else a list; none where there is nothing to choose", () => {
  expect(offered(0)).toBeUndefined();
  expect(offered(5)).toMatchObject({ type: "overflow", action_id: "test.menu" });
  expect(offered(6)).toMatchObject({
    type: "static_select",
    action_id: "test.menu",
    placeholder: { text: "Choose an action" },
    options: expect.arrayContaining([option("open:p:5", "Open 5")]),
  });
});
