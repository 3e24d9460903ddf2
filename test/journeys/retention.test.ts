/** How long what is kept is kept: seen, changed and foreseen on one page, by an admin and by whoever looks after data. */
import { describe, expect, it } from "vitest";
import { openHome } from "../support/home-tab.ts";
import { aRun, type Run, savedWith, textOf } from "../support/run.ts";

async function pageOf(run: Run, handle: string): Promise<string> {
  await run.as(handle).command("/drumbeat admin");
  await run.as(handle).waitForView();
  await run.as(handle).pressInView({ label: "Data and privacy…" });
  return textOf(await run.as(handle).waitForView());
}

/** As if what was answered had been said a year before. */
async function aged(run: Run): Promise<void> {
  const created_at = "2025-11-02T09:00:00.000Z";
  await run.db.updateTable("round").set({ created_at, closes_at: "2025-11-03T09:00:00.000Z" }).execute();
  await run.db.updateTable("check_in").set({ created_at }).execute();
}

describe("data and privacy", () => {
  it("says what goes and when, takes that it was seen, and refuses a wrong number at its field (RET1)", async () => {
    const run = await aRun();
    const owner = run.sandbox.primaryOwner;
    await run.to("2026-11-02T10:00Z");
    await run.as("tom").command("/drumbeat check-in");
    await run.as("tom").waitForView();
    run.as("tom").fill("answer:progress", "SENTINEL moved");
    run.as("tom").fill("answer:next", "SENTINEL next");
    await run.as("tom").submit();
    await run.settle();
    expect(await pageOf(run, owner)).toContain("Nothing is to be deleted in the next 30 days.");

    // A shorter time says first what would go.
    await aged(run);
    run.as(owner).fill("daily-answers", "0");
    expect(await run.as(owner).submit()).toEqual({
      errors: { "daily-answers": "Write a whole number of months from 1 to 24." },
    });
    run.as(owner).fill("daily-answers", "3");
    run.as(owner).fill("address", "dpo@example.com");
    await run.as(owner).submit();
    const confirm = textOf(await run.as(owner).waitForView());
    expect(confirm).toMatch(
      /On Friday,\s(?:1\sJanuary|January\s1) this would go for good: 1 daily check-in with what was answered\. Backups made before/,
    );
    expect(await savedWith(run, owner)).toBe("Saved. Changed: how long it is kept and the address.");

    expect(await pageOf(run, owner)).toMatch(
      /On Friday,\s(?:1\sJanuary|January\s1): 1 daily check-in with what was answered\.\n.*Seen by Workspace Owner/,
    );
    expect(
      textOf(
        await run
          .as("tom")
          .command("/drumbeat retention")
          .then(({ response }) => response ?? never()),
      ),
    ).toContain("Only admins see this. Ask Workspace Owner.");
  });

  it("is foreseen for admins on Home until one has seen it (RET1)", async () => {
    const run = await aRun();
    const owner = run.sandbox.primaryOwner;
    const row = {
      workspace_id: run.app.workspace.id,
      name: "daily-answers 2027-01-01",
      at_table: "",
      done_to: "",
      rows_taken: 0,
      goes_before: "2026-07-01T00:00:00.000Z",
      announced_at: run.clock.now(),
      foreseen: 1204,
      due_at: "2027-01-01T00:00:00.000Z",
      next_at: "2026-11-10T00:00:00.000Z",
    };
    await run.db.deleteFrom("deletion").where("name", "=", row.name).execute();
    await run.db.insertInto("deletion").values(row).execute();
    expect((await openHome(run, owner)).join("\n")).toMatch(
      /On Friday,\s(?:1\sJanuary|January\s1), 1,204 daily check-ins with what was answered will be deleted for good\./,
    );
    expect((await openHome(run, "tom")).join("\n")).not.toContain("deleted for good");
    await pageOf(run, owner);
    await run.as(owner).pressInView({ label: "I have seen this" });
    const seen = await run.db.selectFrom("deletion").select("seen_at").where("name", "=", row.name).executeTakeFirst();
    expect(seen?.seen_at).not.toBeNull();
    expect((await openHome(run, owner)).join("\n")).not.toContain("deleted for good");
  });
});

function never(): never {
  throw new Error("Not answered");
}
