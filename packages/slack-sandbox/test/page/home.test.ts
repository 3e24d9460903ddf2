import { expect, it } from "vitest";
import { aClient } from "../workspace.ts";
import { openPage } from "./open-page.ts";
import { plain } from "./specimens.ts";

it("sends what is typed into a field of the Home tab with the next button there", async () => {
  const sent: unknown[] = [];
  const { page, complaints, url } = await openPage({
    listen: (app) => {
      app.action("search", async ({ ack, body }) => {
        sent.push("view" in body ? body.view?.state.values : null);
        await ack();
      });
    },
    before: async ({ sandbox }) => {
      await aClient(sandbox).views.publish({
        user_id: sandbox.person("ana").userId,
        view: {
          type: "home",
          blocks: [
            {
              type: "input",
              block_id: "words",
              label: plain("What for?"),
              element: { type: "plain_text_input", action_id: "value" },
            },
            { type: "actions", elements: [{ type: "button", action_id: "search", text: plain("Search") }] },
          ],
        },
      });
    },
  });
  await page.goto(`${url}#/ana/home`);
  await page.getByLabel("What for?").fill("Vendor & co");
  await page.getByRole("button", { name: "Search" }).click();
  await expect.poll(() => sent).toEqual([{ words: { value: { type: "plain_text_input", value: "Vendor & co" } } }]);
  expect(complaints).toEqual([]);
});
