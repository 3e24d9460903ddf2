/** What people got, as text. */
import { expect, it } from "vitest";
import { viewAsText } from "../src/as-text.ts";

it("names a menu by what stands in it before anything is chosen", () => {
  const plain = (text: string) => ({ type: "plain_text", text });
  const menu = { type: "static_select", action_id: "open", placeholder: plain("Open a program…"), options: [] };
  const button = { type: "button", action_id: "forward", text: plain("Text to forward…") };
  const blocks = [{ type: "actions", block_id: "foot", elements: [menu, button] }];
  const view = { type: "modal", title: plain("Digest"), blocks, state: { values: {} } };
  expect(viewAsText(JSON.parse(JSON.stringify(view)))).toContain("[Open a program…] [Text to forward…]");
});
