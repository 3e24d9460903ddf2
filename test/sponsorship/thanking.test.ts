/** Whom a sponsor is offered to thank, below the message of their week: a team that kept a promise, and once. */
import { describe, expect, it } from "vitest";
import { addItem, closeItem } from "../../src/register/acts.ts";
import { databases } from "../support/databases.ts";
import {
  aRun,
  arrivals,
  arrivalsIn,
  asItIsNow,
  PROGRESS_TO_SPONSORS,
  personIn,
  type Run,
  SAM,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";

const programIn = (run: Run) => run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();

async function promise(run: Run, { title, to, on }: { title: string; to: string; on: string }): Promise<string> {
  const item = await addItem(run.app.services, await personIn(run, "tom"), (await programIn(run)).id, {
    type: "action",
    details: {},
    title,
    ownerId: (await personIn(run, to)).id,
    dueOn: on,
    sourceKey: `test:${title}`,
  });
  await run.settle();
  return item.id;
}

const weekOf = (run: Run) =>
  arrivals(run, "sofia").findLast(({ message }) => textOf(message).includes("Your message of the week."));

function lineIn(run: Run): string | undefined {
  const week = weekOf(run);
  const text = week ? textOf(asItIsNow(run, week.message)).replaceAll("\u00a0", " ") : "";
  return text.split("\n").find((line) => /\*(Thank|Remercier)\*/.test(line));
}

describe.each(databases)("on %s", (database) => {
  it("offers it with the promise that the team kept, and takes their words as long as they may say them", async () => {
    const channels = [{ name: "atlas-talk", isPrivate: false, members: ["tom", "sofia"] }];
    const run = await aRun({
      ...{ database, channels, isTogether: true, people: [TOM, SOFIA, SAM], start: "2026-10-26T00:00:00.000Z" },
      programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["sam"] }],
      cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas" }],
    });
    await run.to("2026-11-02T10:00Z");
    const channelId =
      [...run.sandbox.slack.workspace.channels.values()].find(({ name }) => name === "atlas-talk")?.id ?? "";
    await run.db.updateTable("program").set({ channel_id: channelId }).execute();
    await promise(run, { title: "Name the store team", to: "sofia", on: "2026-11-03" });
    const kept = await promise(run, { title: "Replay <receipts>", to: "sam", on: "2026-11-06" });
    const late = await promise(run, { title: "Sign", to: "sam", on: "2026-10-30" });
    await closeItem(run.app.services, await personIn(run, "sam"), late, "");
    await run.to("2026-11-05T12:00Z");
    await closeItem(run.app.services, await personIn(run, "sam"), kept, "");
    // What waits for the message of her week.
    await addItem(run.app.services, await personIn(run, "tom"), (await programIn(run)).id, {
      ...{ type: "ask", details: { kind: "decision", options: [] }, title: "Pay for the tills?" },
      ...{ ownerId: (await personIn(run, "sofia")).id, dueOn: "2026-11-30", sourceKey: "test:ask" },
    });
    await run.to("2026-11-10T12:00Z");
    expect(lineIn(run)).toBe("*Thank* · Atlas: ATL-ACT-2 Replay <receipts>, done on Thu 5 Nov, by its day.");
    const sofia = run.as("sofia");
    await sofia.press(weekOf(run)?.message ?? never(), { actionId: "thanks.team" });
    await sofia.waitForView();
    sofia.fill("words", "You saved 412,000 receipts.");
    await sofia.submit();
    await run.settle();
    expect(
      arrivalsIn(run, channelId)
        .map(({ message }) => textOf(message))
        .at(-1),
    ).toContain("You saved 412,000 receipts.");
    await run.db.updateTable("seat").set({ until_date: "2026-11-09" }).where("role", "=", "sponsor").execute();
    await sofia.closeView({ all: true }).catch(() => undefined);
    await sofia.press(weekOf(run)?.message ?? never(), { actionId: "thanks.team" });
    expect(sofia.ephemerals().map(textOf).at(-1)).toContain("You no longer have a role in these programs");
  });
});

function never(): never {
  throw new Error("There is no message of the week");
}
